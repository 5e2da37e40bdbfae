/** Passwords of ten characters or more that stand high in every published list, without digits at their ends. */
const common = new Set(
	`password passwort passw0rd p@ssword p@ssw0rd passwordpassword qwertyuiop qwertyui qwerty qwertyqwerty
	qwerty1234 asdfghjkl asdfghjkl; zxcvbnm asdfasdf qazwsxedc qazwsx 1q2w3e4r5t 1qaz2wsx3edc q1w2e3r4t5 iloveyou
	iloveyouforever sunshine princess football baseball basketball letmein welcome welcometo administrator admin
	changeme secret superman batman starwars trustno1 whatever liverpool manchester chelsea arsenal monkey dragon
	master shadow michael jennifer jordan hunter computer internet samsung abcdefghij abcdefgh abcdefg abcdef abcd
	aaaaaaaaaa qqqqqqqqqq zzzzzzzzzz residency medicine mockrounds mock rounds interview practice`
		.split(/\s+/)
		.filter(Boolean)
);

/** Whether a password is one of the first that anybody would try: a listed word with digits around it, a run, a repeat. */
export function isCommonPassword(password: string): boolean {
	const lower = password.toLowerCase();
	const word = lower.replace(/^[\d\W_]+|[\d\W_]+$/g, '');
	if (common.has(lower) || common.has(word)) return true;
	// One or two characters over and over; 1234567890 and its kin, forwards and backwards.
	if (/^(.{1,3})\1+$/.test(lower)) return true;
	const runs = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz'];
	return runs.some((run) => run.includes(lower) || [...run].reverse().join('').includes(lower));
}
