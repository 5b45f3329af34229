import { ownRoute } from '../declare/route.ts';

export const eventRoutes = [
  ownRoute({
    id: 'streamEvents',
    method: 'get',
    path: '/v1/events',
    group: 'Events',
    summary: 'What happens, as it happens',
    about:
      'Server-sent events: `progress`, `job.ended`, `run.changed`, `exceptions.changed`, `audit.changed`, each with its payload. With `Last-Event-ID` what was missed comes first, but for progress, as far as the server remembers it (500 events). It tells of what is done through this server. After 15 minutes the stream ends, and is opened anew.',
    scope: 'events',
    output: ['text/event-stream'],
  }),
];
