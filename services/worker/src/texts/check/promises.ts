/** What nobody has promised, and what nobody has been asked for. Read in folded texts, without the title. */

/** In every text, advice too: ways to pay, and whatever takes a reader out of Martelo. */
const EVERYWHERE = [
  /\b(?:pix|boleto|transferencia|bank transfer|wire transfer|paypal|bitcoin|cripto\w*|crypto\w*|iban|whats ?app|telegram|zap)\b/,
  /\b(?:chave|conta|dados|agencia|senha|cpf|cnpj|codigo) (?:pix|bancari[oa]s?|de acesso|de seguranca|do cartao)\b|\b(?:password|passcode|credit card|card number|bank account|account number|social security|login|senha|cpf|cnpj)\b/,
  /\b(?:clique|clicar|click)\b|\b(?:link|site|website|pagina|url|qr ?code)\b.{0,20}\b(?:abaixo|acima|below|above|aqui|here)\b/,
  // What no host says of guests.
  /\b(?:hack\w*|pwn\w*|invadid[oa]s?|golpe|golpista|fraude|scam\w*|fraud\w*|malware|virus|idiot\w*|otari[oa]s?|burr[oa]s?|imbecil|stupid|loser|trouxa|arrr+|marujo|vote em|vote for|gift cards?|nitro)\b/,
  /\b\w+ (?:at|arroba) \w+ (?:dot|ponto) \w+\b/,
  /\b(?:ignore|disregard|desconsidere) (?:as|the|all|todas|previous|tudo)\b|\b(?:system prompt|prompt|language model|modelo de linguagem|as an ai|como (?:uma )?ia)\b/
]

/** The advice may recommend to offer such things next time. */
const PROMISES = [
  /\b(?:descontos?|cupom|cupons|cashback|brindes?|bonus|presente (?:extra|gratis)|gratis|gratuit[oa]s?|de graca|premios? (?:extra|em)|sorteio)\b/,
  /\b(?:discounts?|coupons?|vouchers?|rebate|free (?:shipping|delivery|gift|of charge|item|bonus|extra)|for free|bonus|extra gift|giveaway|prize money|% off)\b/,
  /\b(?:frete|envio|entreg\w+|enviad[oa]s?|enviaremos|enviamos|despach\w+|correios|sedex|rastre\w+|motoboy|retirad[ao] (?:no|na|em|do)|retire)\b/,
  /\b(?:shipping|shipped|ships?|we(?:'ll| will) (?:send|ship|deliver|contact|call)|will be (?:delivered|sent|shipped|mailed)|deliver\w*|tracking (?:number|code)|courier|postage|fedex|ups|pick ?up (?:at|in|from))\b/,
  /\b(?:garantias? (?:de|total|estendida|do|\d)|com garantia|garantimos|garantid[oa] por|reembols\w+|devoluc\w+|devolv\w+|dinheiro de volta|troca gratis|satisfacao garantida|certificad[oa]s?|nota fiscal|autenticidade|autentico|original de fabrica)\b/,
  /\b(?:warrant(?:y|ies)|guarantees?(?! (?:that )?(?:the|a) (?:lead|win|victory))|we guarantee|refund\w*|money back|returns? (?:policy|accepted|within)|certificate|authenticity|authentic|invoice)\b/,
  /\b(?:parcel\w+|em ate \d|em ate (?:duas|tres|dez|doze)|sem juros|a vista|cartao|prestac\w+|entrada de|pagamento (?:em|ate|via|por|no|na|facilitado|deve|sera|imediato)|pag(?:ue|ar|amento) (?:ate|agora|hoje|ja|em)|pague|deposite|transfira|taxa|imposto|comissao)\b/,
  /\b(?:instal?lments?|interest[- ]free|pay(?:ment)? (?:by|via|with|within|now|to|is|must|due|today)|please pay|must pay|card payment|fees?|taxes|deposit|commission)\b/,
  /\b(?:prazo (?:de|para|maximo)|voce tem (?:ate|so)|you have (?:until|only)|dentro de (?:\d+|um|uma|dois|duas|tres|poucos|alguns)|em (?:ate )?(?:\d+|um|uma|dois|duas|tres|poucos|alguns|breves) (?:dias|horas|semanas) (?:uteis|voce|o item|chega)|dias uteis|business days|working days|within (?:\d+|a|an|one|two|three|a few|the next)|no later than|deadline|before it expires|expira|ultima chance|last chance|por tempo limitado|limited time)\b/,
  /\b(?:voce (?:vai )?receber\w*|voce ganhara|sera creditad|chegara|you(?:'ll| will) (?:receive|get|be (?:sent|paid|contacted|charged))|will arrive|arrives?|e direito a|entitled to|tem direito)\b/,
  /\b(?:doacao sera|sera doad[oa]|todo o valor|valor arrecadado sera|proceeds (?:will )?go|will be donated|tax[- ]deductible|dedutivel)\b/
]

/** In what is sent to a winner and to the public: nobody has to do anything. */
const ORDERS = [
  /\b(?:traga|leve (?:dinheiro|documento|um|uma|o seu|a sua)|bring (?:cash|your|an?|the)|acesse|visite|responda|confirme|confirmar (?:seus?|sua|os|a|o)|envie|mande|informe|ligue|baixe|cadastre|preencha|compre (?:tambem|mais|agora|na|no|em)|fale (?:com|conosco)|entre em contato|entraremos em contato|contate|verifique|atualize|apresente|compareca|siga (?:as|o|a|nos)|compartilhe|inscreva\w*|assine|doe)\b/,
  /\b(?:please (?:visit|reply|respond|confirm|send|call|download|register|verify|contact|pay|follow|provide|log|sign|click|update|present)|visit (?:us|our|the)|reply (?:to|with)|confirm your|verify your|send (?:us|your|the|money)|call (?:us|now|this)|contact (?:us|our)|register (?:at|now|your)|log in|sign in|sign up|follow (?:us|the|these|this)|subscribe|act now|hurry|donate|join (?:us|our|the)|newsletter|buy (?:more|now|also|from|at))\b/
]

const RECOMMENDS = /\b(?:consider\w*|mencion\w*|inform\w*|ofere[cz]\w*|vale|pode\w*|experimente|tente|explique|deixe claro|diga|indique|mention|offer|state|say|try|might|could|would|explain|include)\b/

/** What the program itself says of what comes next may be repeated. */
const CONFIGURED = /\b(?:combinar|combine|acertar|arrange|agree on) (?:com (?:voce|quem vendeu) )?(?:o |the )?(?:pagamento|payment) (?:e|and) (?:a |the )?(?:entrega|delivery)\b|\b(?:quem vendeu|o vendedor|a vendedora|the seller) (?:entrara em contato|will contact you|will be in touch)\b|\bantes do prazo\b|\bdentro do prazo\b/g

/** @returns the words that promise or ask, or null. */
export function promiseIn (folded: string, field: 'summary' | 'advice' | 'letter'): string | null {
  for (const sentence of folded.replace(CONFIGURED, ' ').split(/(?<=[.!?;])\s/)) {
    const lists = [EVERYWHERE, ...(field === 'advice' && RECOMMENDS.test(sentence) ? [] : [PROMISES]), ...(field === 'letter' ? [ORDERS] : [])]
    for (const pattern of lists.flat()) {
      const found = pattern.exec(sentence)
      if (found) return found[0]
    }
  }
  return null
}
