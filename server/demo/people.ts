import type { Path, Specialty } from '#lib/deck/question.ts';
import type { MemberRole } from '#lib/account/account.ts';

/** The password of every demo person; it is published, so a demo stays on this machine. */
export const demoPassword = 'practice-out-loud';

export const demoOrganisation = {
	id: 'demoorganisation0001',
	name: 'Lakeside Advising',
	kind: 'advising'
} as const;

export interface DemoPerson {
	id: string;
	/** Null: somebody of the season whom nobody continues as. */
	email: string | null;
	name: string;
	role: MemberRole;
	timeZone: string;
	specialty: Specialty | null;
	path: Path | null;
	needsVisa: boolean | null;
	/** Days from the making of the demo to the first real interview. */
	realInterviewInDays?: number;
}

const nobodyInTraining = { specialty: null, path: null, needsVisa: null };

export const candidate: DemoPerson = {
	id: 'demoperson0000000001',
	email: 'candidate@demo.test',
	name: 'Amara Nwosu, MBBS',
	role: 'candidate',
	timeZone: 'America/New_York',
	specialty: 'med-psych',
	path: 'img',
	needsVisa: true,
	realInterviewInDays: 10
};

export const mentor: DemoPerson = {
	id: 'demoperson0000000002',
	email: 'mentor@demo.test',
	name: 'Dr Kwame Osei',
	role: 'mentor',
	timeZone: 'America/Chicago',
	...nobodyInTraining
};

export const peer: DemoPerson = {
	id: 'demoperson0000000003',
	email: 'peer@demo.test',
	name: 'Daniel Haddad, MD',
	role: 'candidate',
	timeZone: 'America/Los_Angeles',
	specialty: 'internal-medicine',
	path: 'us-citizen-img',
	needsVisa: false,
	realInterviewInDays: 24
};

export const advisor: DemoPerson = {
	id: 'demoperson0000000004',
	email: 'advisor@demo.test',
	name: 'Dr Ruth Feldman',
	role: 'advisor',
	timeZone: 'America/New_York',
	...nobodyInTraining
};

export const admin: DemoPerson = {
	id: 'demoperson0000000005',
	email: 'admin@demo.test',
	name: 'Jo Marsh',
	role: 'admin',
	timeZone: 'America/New_York',
	...nobodyInTraining
};

/** Interviewed in the season; nobody continues as her. */
export const secondMentor: DemoPerson = {
	id: 'demoperson0000000006',
	email: null,
	name: 'Dr Priya Raman',
	role: 'mentor',
	timeZone: 'America/New_York',
	...nobodyInTraining
};

/** Another interviewer of the season; nobody continues as him. */
export const thirdMentor: DemoPerson = {
	id: 'demoperson0000000007',
	email: null,
	name: 'Dr Samuel Adeyemi',
	role: 'mentor',
	timeZone: 'Europe/London',
	...nobodyInTraining
};

export const badNight: DemoPerson = {
	id: 'demoperson0000000008',
	email: 'sofia@demo.test',
	name: 'Sofía Restrepo, MD',
	role: 'candidate',
	timeZone: 'America/Bogota',
	specialty: 'family-medicine',
	path: 'img',
	needsVisa: true,
	realInterviewInDays: 15
};

export const ratedHarshly: DemoPerson = {
	id: 'demoperson0000000009',
	email: 'tomasz@demo.test',
	name: 'Tomasz Zieliński, MD',
	role: 'candidate',
	timeZone: 'Europe/Warsaw',
	specialty: 'psychiatry',
	path: 'img',
	needsVisa: true,
	realInterviewInDays: 20
};

export const justStarted: DemoPerson = {
	id: 'demoperson0000000010',
	email: 'nour@demo.test',
	name: 'نور السيد',
	role: 'candidate',
	timeZone: 'Africa/Cairo',
	specialty: 'paediatrics',
	path: 'img',
	needsVisa: true,
	realInterviewInDays: 6
};

export const sharesLittle: DemoPerson = {
	id: 'demoperson0000000011',
	email: 'hannah@demo.test',
	name: 'Hannah Lindgren, MD',
	role: 'candidate',
	timeZone: 'America/Denver',
	specialty: 'neurology',
	path: 'us-graduate',
	needsVisa: false
};

/** Whose seasons the advisor follows. */
export const demoCandidates: readonly DemoPerson[] = [
	candidate,
	peer,
	badNight,
	ratedHarshly,
	justStarted,
	sharesLittle
];

export const demoPeople: readonly DemoPerson[] = [
	candidate,
	mentor,
	peer,
	advisor,
	admin,
	secondMentor,
	thirdMentor,
	badNight,
	ratedHarshly,
	justStarted,
	sharesLittle
];
