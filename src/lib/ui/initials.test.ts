import { expect, test } from 'vitest';
import { toInitials } from './initials.ts';

test.each([
	['Amara Nwosu, MBBS', 'AN'],
	['Dr Kwame Osei', 'KO'],
	['Dr Osei', 'O'],
	['prof. Maria del Carmen Fernández-Villaverde y Ruiz', 'MR'],
	['ليلى حسن', 'لح'],
	['madonna', 'M'],
	['Dr', 'D'],
	['  ', '?'],
	['🙂 Ada', '🙂A']
])('%j is shown as %s', (name, initials) => {
	expect(toInitials(name)).toBe(initials);
});
