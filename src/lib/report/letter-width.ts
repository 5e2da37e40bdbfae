/** Letters as wide as they are high: Chinese, Japanese, Korean and their punctuation. */
const wide =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60]/u;

/** How much of a line a letter takes, a usual one being 1. */
export const toLetterWidth = (letter: string): number => (wide.test(letter) ? 2 : 1);
