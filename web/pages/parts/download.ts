/** Has the browser save something under a name. */
export const download = (contents: Blob, name: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(contents);
  link.download = name;
  link.click();
  // The browser takes it up after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};
