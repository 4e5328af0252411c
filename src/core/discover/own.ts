/** A slice of a string keeps the whole source alive in V8: what is kept gets letters of its own. */
export function own(piece: string): string {
  return piece.length < 13 ? piece : JSON.parse(JSON.stringify(piece));
}
