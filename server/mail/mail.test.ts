import { createTransport } from 'nodemailer';
import { expect, it, vi } from 'vitest';
import { createMail } from './mail.ts';

it('without a mail server it sends nothing and says so', async () => {
	const info = vi.fn();
	const mail = createMail({ linkOrigin: 'http://localhost:3000', log: { info } });
	await mail.send({ to: 'a@example.test', subject: 'Subject', text: 'Text' });
	expect(mail.isOn).toBe(false);
	expect(info).toHaveBeenCalledOnce();
	expect(JSON.stringify(info.mock.calls)).not.toContain('a@example.test');
});

it('sends to one address, whatever stands in it', async () => {
	const transport = createTransport({ jsonTransport: true });
	const sent: string[] = [];
	const sendMail = transport.sendMail.bind(transport);
	vi.spyOn(transport, 'sendMail').mockImplementation(async (letter) => {
		const result = await sendMail(letter);
		sent.push(String(result.message));
		return result;
	});
	const mail = createMail({
		linkOrigin: 'https://rounds.example',
		log: { info: vi.fn() },
		transport
	});
	await mail.send({ to: 'a@example.test', subject: 'Two\r\nBcc: b@example.test', text: 'Text' });
	const letter = JSON.parse(sent[0] ?? '{}');
	expect(letter.from).toEqual({ name: 'Mock Rounds', address: 'no-reply@rounds.example' });
	expect(letter.to).toEqual([{ name: '', address: 'a@example.test' }]);
	expect(letter.bcc).toBeUndefined();
});
