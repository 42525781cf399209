/** `Intl.ListFormat`, made when it first formats: that reads 10 ms worth of data of languages. */
export class ListFormat {
  #given;
  #made;

  constructor(...given) {
    this.#given = given;
  }

  format(words) {
    this.#made ??= new globalThis.Intl.ListFormat(...this.#given);
    return this.#made.format(words);
  }
}
