/** Sets what of a page the texts are read from; to be imported before anything that imports the texts. */

const phrases = {
  greeting: 'Hello {name}!',
  'new.one': '{count} new message',
  'new.other': '{count} new messages',
};

globalThis.document = {
  documentElement: { lang: 'en' },
  getElementById: () => ({
    content: { children: Object.entries(phrases).map(([value, textContent]) => ({ value, textContent })) },
  }),
};
