/** Does a text that people typed speak to a program? It is better not shown to a model then; an item's description it hardly is. */

const SIGNS = [
  // To disregard what was said before.
  /\b(?:ignor\w*|esque[cç]\w*|desconsider\w*|disregard\w*|forget\w*|overrid\w*|bypass\w*)\b.{0,60}\b(?:instru\w*|regras?|rules?|prompts?|anterior\w*|previous|above|acima|tudo|everything|all)\b/,
  /\b(?:instru[cç][oõ]es|instructions?|ordens|orders?|comandos?|commands?)\b.{0,40}\b(?:anterior\w*|previous|acima|above|novas?|new|seguintes?|following|do sistema|system|secretas?|secret)\b/,
  /\b(?:novas?|new|updated?|real|verdadeiras?|seguintes?|following)\b.{0,20}\b(?:instru[cç][oõ]es|instructions?|ordens|regras|rules)\b/,
  // Roles, and the ends of prompts.
  /\b(?:system|assistant|developer|user|sistema|assistente)\b\s*(?:prompt|message|mensagem|[:>\]}])/,
  /<\/?[|\s]*(?:system|assistant|user|instructions?|im_start|im_end|end|data|prompt|s)\b/,
  /\[\/?(?:inst|system|assistant|end)\b|<<\s*sys|\|im_|#{2,}\s*(?:system|instru|new|nov|end|fim)|"""|```|-{3,}\s*(?:end|fim|system)|\bend of (?:data|prompt|input)|\bfim d[oae]s? (?:dados|prompt|entrada)/,
  /\b(?:voce|you) (?:agora )?(?:e|are|is|sao)(?: now)?\b.{0,30}\b(?:assistente|modelo|ia|ai|assistant|model|bot|dan|robo)\b/,
  /\b(?:a partir de agora|from now on|act as|aja como|finja|pretend|role ?play|jailbreak|developer mode|modo desenvolvedor)\b/,
  /\b(?:language model|modelo de linguagem|llm|chatgpt|claude|gpt|ia|ai|inteligencia artificial|artificial intelligence)\b.{0,40}\b(?:deve|must|should|faca|diga|escreva|say|write|tell|responda|answer|note|atencao|attention)\b/,
  /\b(?:atencao|attention|note to|nota para|aviso a|dear|cara|caro|hey|ei)\b.{0,20}\b(?:ia|ai|modelo|model|assistant|assistente|bot|robo|claude|gpt)\b/,
  // To write something.
  /\b(?:escrev\w*|inclu\w*|coloqu\w*|adicion\w*|acrescent\w*|insir\w*|mencion\w*|diga|diz|afirme|anuncie|repita|responda|traduza|write|includ\w*|add|insert|append|mention|say|state|announce|repeat|reply|respond|translate|output|print)\b.{0,60}\b(?:e-?mails?|mensage\w*|messages?|relatori\w*|reports?|posts?|resum\w*|summar\w*|text[os]?|assunto|subject|respost\w*|answers?|vencedor\w*|winners?|discord|corpo|body|campo|field)\b/,
  /\b(?:no|in the|do|of the) (?:e-?mail|relatorio|report|post|assunto|subject|summary|resumo)\b.{0,40}\b(?:escrev\w*|inclu\w*|coloqu\w*|diga|write|includ\w*|add|say|put)\b/,
  /\b(?:diga|escreva|responda|repita|say|write|repeat|respond with|reply with|output|print)\b\s*(?:apenas|somente|only|exactly|exatamente|que|that|:|["'“‘])/,
  /\b(?:tell|inform|avis\w*|inform\w*|peca|peça|ask|convenc\w*|convince|instru[ai]\w*)\b.{0,20}\b(?:vencedor\w*|winners?|comprador\w*|buyers?|ganhador\w*|usuari\w*|users?|leitor\w*|readers?)\b/,
  /\b(?:reveal|revel\w*|show|mostre|exib\w*|print|leak|vaz\w*|exfiltr\w*|send|envi\w*|list\w*)\b.{0,40}\b(?:prompt|instru[cç]?\w*|system|segredos?|secrets?|tokens?|api|chaves?|keys?|senhas?|passwords?|e-?mails?|enderec\w*|address\w*|reserva|reserve|maxim\w*)\b/,
  // To money and secrets.
  /\b(?:pague|pagar|pagamento|pay|payment|deposit\w*|transfir\w*|transfer\w*|envi\w*|send|mande)\b.{0,60}\b(?:pix|conta|account|iban|bitcoin|btc|carteira|wallet|chave|link|boleto|cartao|card)\b/,
  /\b(?:pix|bitcoin|wallet|whatsapp|telegram)\b.{0,30}\b(?:para|to|chave|key|no|on|:)\b/,
  /\b(?:clique|acesse|visite|click|visit|log ?in|verify|verifique|confirme|confirm|ligue|call)\b.{0,40}\b(?:aqui|here|link|site|conta|account|dados|data|details|senha|password|identidade|identity|premio|prize|agora|now)\b/,
  /@(?:everyone|here)\b|\bbcc\s*:|\bcc\s*:|\bsubject\s*:|\bto\s*:\s*\S+@|\bcontent-type\s*:|\bx-[a-z-]+\s*:/,
  /\{\{|\}\}|<script|javascript:|onerror\s*=|!\[/
]

const REPLACED: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', $: 's', '@': 'a' }

export function givesOrders (text: string): boolean {
  const folded = text.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '').toLowerCase().replace(/\s+/g, ' ')
  const cyrillic = folded.replace(/[аеорсухіѕј]/g, (letter) => 'aeopcyxisj'['аеорсухіѕј'.indexOf(letter)]!)
  // Letters written apart, and digits in the place of letters.
  const joined = cyrillic.replace(/\b(?:\p{L}[ .\-_*]){4,}\p{L}\b/gu, (found) => found.replace(/[ .\-_*]/g, ''))
  const spoken = joined.replace(/(?<=\p{L})[013457$@](?=\p{L})/gu, (digit) => REPLACED[digit]!)
  return [cyrillic, joined, spoken].some((each) => SIGNS.some((sign) => sign.test(each))) || isEncoded(text)
}

/** A long run that no item needs: something that is to be decoded. */
function isEncoded (text: string): boolean {
  return /[A-Za-z0-9+/]{40,}={0,2}/.test(text) || /(?:\\u[0-9a-f]{4}|%[0-9a-f]{2}|&#\w+;){4,}/i.test(text)
}
