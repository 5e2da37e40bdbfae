/** One more room, where everybody is at once (R4). */
export const crowdedRoom = 100_000;
/** Rooms by number: with two people and with three in turns, as interviews have. */
export const toSeats = (room: number) => (room === crowdedRoom ? 25 : 2 + (room % 2));
const maxSeats = 3;

/** The first so many rooms. */
export const toRooms = (count: number, first = 0) =>
	Array.from({ length: count }, (_, index) => first + index);

/** A person by number, everywhere the same: in the database, at the door, as the author of letters. */
export const toPersonNumber = (room: number, seat: number) => room * maxSeats + seat;

export const toUserId = (person: number) => `person${String(person).padStart(14, '0')}`;
/** As long as a real one. */
export const toSessionToken = (person: number) => String(person).padStart(43, '0');
/** Five bytes as Yjs writes it, like nearly every random one. */
export const toClientId = (person: number) => 2 ** 31 + person;
/** Of a page load before this one: whose letters are in the document already. */
export const toEarlierClientId = (person: number) => 2 ** 30 + person;

export const toInterviewId = (room: number) => `interview${String(room).padStart(11, '0')}`;
export const toRoundId = (room: number) => `round${String(room).padStart(15, '0')}`;

/** Two people write in one text, the third in another. */
export const toRoot = (seat: number) => (seat === 1 ? 'next-steps' : 'strengths');
