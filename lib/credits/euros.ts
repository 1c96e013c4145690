/** Euros, from millionths. Only on the way out. Made of digits: a division would drift once there are billions of them. */
export const euros = (micro: bigint): number => {
  const digits = (micro < 0n ? -micro : micro).toString().padStart(7, '0');
  return Number(`${micro < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`);
};
