/** What waits for `opened` goes on when the test opens it, and not after some time: machines differ. */
export const newGate = () => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
};
