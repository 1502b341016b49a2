/** Values that stand in examples and templates, and are not meant to be used. */

/** `<password>`, `${PASSWORD}`, `{{ password }}`, `xxxx`, `sk-ant-...` */
const ANGLES = /<[a-z][a-z_ -]+>/i
const FORMS = [ANGLES, /\$\{[^}]*\}/, /\{\{[^}]*\}\}/, /^(.)\1{2,}$/, /\.{3}|…/, /x{4,}|\*{3,}/i]
/** Anywhere in a value; a separator may stand between the words. */
const PHRASES = /change[-_ ]?(me|this|it)|replace[-_ ]?(me|this|it|with)|fill[-_ ]?(me|this|it)|your[-_ ].*(key|token|password|secret|id)|placeholder|example|troque|substitua|mude[-_ ]?(me|isto)/i
/** The whole value. */
const WORDS = /^(todo|tbd|none|null|undefined|dummy|password|passwd|senha|secret|segredo|token|key|api[-_ ]?key)$/i

export function isPlaceholder (value: string): boolean {
  return value !== '' && (FORMS.some((form) => form.test(value)) || PHRASES.test(value) || WORDS.test(value))
}

/** The domains that RFC 2606 keeps for examples. */
export function isPlaceholderAddress (address: string): boolean {
  return /[@.]example\.(com|net|org)$/i.test(address) || ANGLES.test(address) || address.startsWith('<')
}
