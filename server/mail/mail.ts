import { createTransport, type Transporter } from 'nodemailer';
import type { Logger } from 'pino';

export interface Letter {
	to: string;
	subject: string;
	/** Plain text. */
	text: string;
}

export interface Mail {
	/** False without `SMTP_URL`: nothing is sent, and pages offer links to hand over instead. */
	isOn: boolean;
	/** Throws when the mail server does not take it. Without `SMTP_URL` it only says so in the log. */
	send(letter: Letter): Promise<void>;
}

export interface MailOptions {
	/** `smtp://user:password@host:587`, or `smtps://`. */
	smtpUrl?: string;
	/** The sender, for example `Mock Rounds <no-reply@school.example>`. */
	mailFrom?: string;
	/** Scheme and host of the site, for the sender's domain when none is set. */
	linkOrigin: string;
	log: Pick<Logger, 'info'>;
	/** For tests. */
	transport?: Transporter;
}

export function createMail(options: MailOptions): Mail {
	const { smtpUrl, linkOrigin, log } = options;
	if (!smtpUrl && !options.transport)
		return {
			isOn: false,
			async send({ subject }) {
				log.info({ event: 'mail-off', subject }, 'Not mailed: SMTP_URL is not set');
			}
		};
	const from = options.mailFrom ?? `Mock Rounds <no-reply@${new URL(linkOrigin).hostname}>`;
	const transport = options.transport ?? createTransport(smtpUrl);
	return {
		isOn: true,
		async send({ to, subject, text }) {
			await transport.sendMail({
				from,
				// An object, so that an address with a comma cannot become two recipients.
				to: { name: '', address: to },
				subject,
				text
			});
		}
	};
}
