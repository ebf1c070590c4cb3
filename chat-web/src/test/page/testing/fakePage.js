/** Sets what of a page the texts are read from; to be imported before anything that imports the texts. */

const phrases = {
  greeting: 'Hello {name}!',
  'new.one': '{count} new message',
  'new.other': '{count} new messages',
  'mentions.one': '{count} mention of you',
  'mentions.other': '{count} mentions of you',
  sending: 'Sending',
  uploading: 'Uploading',
  waiting: 'Goes out once connected',
  'waiting.stopped': 'Disconnected',
  'waiting.signed-out': 'Signed out',
  'waiting.turn': 'In turn',
  'waiting.away': 'No database',
  'waiting.too-fast': 'Too fast, at {time}',
  'waiting.slow': 'Slow mode, at {time}',
  'act.pin': 'Pin',
  'act.unpin': 'Unpin',
  'act.remove': 'Take back',
  'owner.delete.message': 'Delete for everybody',
  'why.4001': 'Signed out.',
  'why.other': 'Closed.',
  'restricted.muted': 'Muted until {time}.',
  'restricted.slow': 'One each {duration}.',
  'restricted.away': 'No database.',
  'restricted.closed': 'Closed until {time}.',
};

/** A browser that speaks Chinese, with a page that was switched to English. */
Object.defineProperty(globalThis, 'navigator', { value: { languages: ['zh-CN', 'zh'] }, configurable: true });

globalThis.document = {
  documentElement: { lang: 'en', dataset: {} },
  getElementById: () => ({
    content: { children: Object.entries(phrases).map(([value, textContent]) => ({ value, textContent })) },
  }),
};
