import { createServer } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { serve, serverMethods } from '../child.ts';

/* The least that a server can do: hands every frame to the others of the room, reads and keeps nothing. */

const rooms = new Map<string, Set<WebSocket>>();
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false, clientTracking: false });

sockets.on('connection', (socket, request) => {
	const name = request.url!;
	const room = rooms.get(name) ?? new Set();
	rooms.set(name, room.add(socket));
	socket.on('error', () => undefined);
	socket.on('close', () => room.delete(socket));
	socket.on('message', (data) => {
		for (const other of room) if (other !== socket) other.send(data);
	});
});

server.listen({ port: Number(process.env.PORT), host: '127.0.0.1', backlog: 4_096 }, () =>
	serve(serverMethods)
);
