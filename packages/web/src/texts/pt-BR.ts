/** Every text of the page, in Portuguese. Another language is one more file of this form; a missing key does not compile. */
import type { ProblemCode } from './problem-codes.ts'

const count = (n: number, one: string, many: string) => `${n.toLocaleString('pt-BR')} ${n === 1 ? one : many}`

export const ptBR = {
  name: 'Martelo',
  skip: 'Ir para o conteúdo',
  foot: 'Os horários são os do servidor, mostrados no seu fuso.',
  api: 'Documentação da API',
  nav: { label: 'Principal', auctions: 'Leilões', create: 'Criar leilão', me: 'Minha conta', pipeline: 'Operação', sign_in: 'Entrar', sign_out: 'Sair' },
  loading: 'Carregando…',
  retry: 'Tentar de novo',
  back: 'Voltar',
  more: 'Mostrar mais',
  just_now: 'agora mesmo',
  not_found: { title: 'Não há nada neste endereço', text: 'O endereço pode ter sido digitado errado, ou o leilão não existe mais.', home: 'Ver os leilões abertos' },

  live: { open: 'Ao vivo', connecting: 'Conectando…', lost: (ago: string) => `Sem conexão há ${ago}. O preço pode ter mudado. Tentando de novo…`, paused: 'Atualizações pausadas', pause: 'Pausar atualizações', resume: 'Retomar' },

  home: {
    title: 'Leilões', search: 'Buscar', search_hint: 'Palavras do título', category: 'Categoria', all: 'Tudo', status: 'Situação', sort: 'Ordem',
    statuses: { open: 'Abertos', scheduled: 'Em breve', closed: 'Encerrados' },
    sorts: { ending_soon: 'Terminam antes', newest: 'Mais novos', most_bids: 'Mais lances' },
    empty: { open: 'Nenhum leilão aberto agora', scheduled: 'Nenhum leilão marcado', closed: 'Nenhum leilão encerrado ainda', search: (q: string) => `Nada encontrado para “${q}”` },
    empty_hint: 'Que tal criar o primeiro?', empty_search_hint: 'Tente menos palavras, ou outra categoria.', clear: 'Limpar a busca',
    opened: (n: number) => count(n, 'leilão novo', 'leilões novos'), show: 'Mostrar'
  },

  bids: (n: number) => n === 0 ? 'sem lances' : count(n, 'lance', 'lances'),
  ends: 'Termina em', starts: 'Começa em', ended: 'Encerrado', closing: 'Encerrando…',
  outcome: { sold: 'Vendido', bought_now: 'Comprado na hora', reserve_not_met: 'Não vendido: reserva não atingida', no_bids: 'Encerrado sem lances', cancelled: 'Cancelado' },

  auction: {
    price: 'Preço atual', starting_price: 'Preço inicial', final_price: 'Preço final', last_price: 'Último preço',
    ends_at: 'Fim', starts_at: 'Início', seller: 'Vende', addendum: 'Adendo', reason: 'Motivo', description: 'Descrição', no_description: 'Sem descrição.',
    details: 'Condições', minimum: 'Lance mínimo', increment: 'Incremento', reserve: 'Reserva', soft_close: 'Lances de última hora',
    increments: { table: 'pela tabela', fixed: (amount: string) => amount, percent: (n: number) => `${n} %` },
    reserve_met: 'atingida', reserve_not_met: 'ainda não atingida', reserve_own: (amount: string) => `${amount} (só você vê)`,
    soft: (window: string, extension: string) => `Um lance nos últimos ${window} deixa pelo menos ${extension} no relógio.`, none: '–', hard: 'O horário do fim não muda.',
    extended: (clock: string) => `Fim adiado para ${clock} por um lance de última hora.`,
    watch: 'Acompanhar', watching: 'Acompanhando', photos: 'Fotografias', photo: (n: number, of: number) => `Fotografia ${n} de ${of}`, next: 'Próxima', previous: 'Anterior',
    report: 'Relatório'
  },

  standing: {
    leading: 'Você está vencendo', leading_covered: 'O Martelo cobre os outros lances por você.', leading_plain: 'Se ninguém der mais, é seu.', maximum: 'Seu máximo, que só você vê',
    outbid: 'Seu lance foi superado', outbid_by: (name: string, amount: string) => `${name} deu ${amount}.`, outbid_max: (amount: string) => `O seu limite era ${amount}.`, outbid_tie: 'O valor é igual, mas o lance da outra pessoa veio antes.',
    why: 'Por quê?',
    won: 'Você venceu', won_next: 'Combine o pagamento e a entrega com quem vende.', lost: 'Não foi desta vez', winner: (name: string) => `${name} venceu`, at: (amount: string) => `por ${amount}`, winner_at: (name: string, amount: string) => `${name} venceu por ${amount}.`
  },

  bid: {
    title: 'Dar um lance', minimum: (amount: string) => `Dar lance de ${amount}`, sign_in: 'Entrar para dar lance', own: 'Este leilão é seu: quem vende não dá lances.', not_yet: 'Os lances começam quando o leilão abrir.',
    automatic: 'Lance automático', automatic_help: 'Escreva até quanto você vai. O Martelo cobre os outros por você, só o necessário. Ninguém vê o seu máximo.', set_maximum: 'Definir máximo',
    other: 'Outro valor exato', amount: 'Seu lance', place: 'Dar lance',
    buy_now: (amount: string) => `Comprar agora por ${amount}`,
    one_tap: 'Lance mínimo em um toque, sem confirmar',
    confirm: (amount: string) => `Dar lance de ${amount}?`, confirm_max: (amount: string) => `Ir até ${amount}?`, confirm_buy: (amount: string) => `Comprar por ${amount} e encerrar o leilão?`,
    binding: 'Lances não podem ser retirados.',
    changed: 'Alguém deu um lance enquanto você confirmava.', changed_to: (price: string) => `Agora está em ${price}.`, changed_minimum: (amount: string) => `O lance mínimo passou a ${amount}.`, still_enough: (amount: string) => `${amount} ainda vale.`,
    confirm_button: (amount: string) => `Confirmar ${amount}`, sending: 'Enviando…',
    accepted: 'Lance aceito: você está vencendo.', outbid_at_once: 'Seu lance entrou, mas um lance automático de outra pessoa já o superou.', bought: 'Comprado. O leilão é seu.',
    from: (amount: string) => `a partir de ${amount}`, bad_amount: 'Escreva um valor, como 150,00.', below: (amount: string) => `O mínimo agora é ${amount}.`
  },

  history: { title: 'Lances', none: 'Ainda não há lances. O primeiro pode ser o seu.', automatic: 'automático', buy_now: 'compra imediata', who: 'Quem', amount: 'Valor', when: 'Quando', all: 'Mostrar os anteriores', chart: (from: string, to: string, n: string) => `O preço foi de ${from} a ${to}, em ${n}.` },

  said: {
    price: (amount: string) => `Preço: ${amount}`, leading: 'Você está vencendo.', outbid: (amount: string) => `Seu lance foi superado. Preço: ${amount}.`, left: (span: string) => `Tempo restante: ${span}.`, ended: (outcome: string) => `O leilão terminou. ${outcome}`, extended: (clock: string) => `O fim foi adiado para ${clock}.`, lost: 'Sem conexão.', back: 'Conexão de volta.'
  },

  owner: {
    title: 'Seu leilão', admin_title: 'Administração', close: 'Encerrar agora', close_text: 'As regras do fim valem: quem está vencendo leva, se a reserva foi atingida. Não dá para desfazer.', close_action: 'Encerrar o leilão',
    cancel: 'Cancelar o leilão', cancel_text: 'O leilão acaba sem vencedor. O motivo aparece para todos.', reason: 'Motivo', edit: 'Editar', addendum: 'Acrescentar à descrição', addendum_help: 'Depois do primeiro lance o texto não muda mais; um adendo aparece abaixo dele, com a hora.', add: 'Acrescentar', relist: 'Anunciar de novo'
  },

  create: {
    title: 'Criar leilão', edit_title: 'Editar leilão', item: 'O item', price: 'O preço', time: 'O tempo', more: 'Mais opções',
    name: 'Título', name_help: 'O que é, de quem, de quando: o que alguém buscaria.', description: 'Descrição', description_help: 'Estado, medidas, retirada ou envio.', category: 'Categoria', none: 'Nenhuma',
    starting_price: 'Preço inicial', starting_help: 'O primeiro lance pode ser este valor.', currency: 'Moeda',
    duration: 'Duração', durations: { 300: '5 minutos', 3600: '1 hora', 86400: '1 dia', 259200: '3 dias', 604800: '7 dias', until: 'Até uma data…' }, ends_at: 'Termina em', starts_at: 'Começa em', starts_help: 'Vazio: começa ao publicar.',
    reserve_price: 'Preço de reserva', reserve_help: 'Abaixo dele você não vende. Ninguém vê o valor, só se foi atingido.', buy_now_price: 'Comprar agora', buy_now_help: 'Quem pagar este valor leva na hora, até o primeiro lance.',
    increment: 'Incremento', increments: { table: 'Pela tabela (recomendado)', fixed: 'Valor fixo', percent: 'Porcentagem' }, increment_amount: 'Valor do incremento', increment_percent: 'Porcentagem do preço',
    soft_close: 'Lances nos últimos 2 minutos adiam o fim', soft_help: 'Assim ninguém vence só por ser o último a clicar.',
    photos: 'Fotografias', photos_hint: 'Arraste para cá, ou', choose: 'escolha no aparelho', photos_help: 'JPEG, PNG, WebP ou AVIF, até 8 MB. A primeira é a capa.', alt: 'O que a foto mostra', remove: 'Remover', cover: 'Capa', make_cover: 'Usar como capa', not_a_photo: (name: string) => `${name} não é uma imagem que o Martelo entenda.`, uploading: (n: number) => `Enviando: ${n} %`, upload_failed: 'Não foi enviada.',
    preview: 'Como vai aparecer', untitled: 'Sem título ainda', submit: 'Publicar', save: 'Salvar', publishing: 'Publicando…', kept: 'O rascunho fica guardado neste navegador enquanto você escreve.', start_over: 'Começar de novo',
    photos_left: 'O leilão está publicado, mas faltam fotografias.', go_on: 'Ver o leilão'
  },

  wrong: {
    summary: (n: number) => n === 1 ? 'Falta corrigir um campo.' : `Faltam corrigir ${n} campos.`,
    required: 'Falta preencher.', money: 'Escreva um valor, como 150,00.', positive: 'O valor precisa ser maior que zero.', past: 'Essa hora já passou.', year: 'O fim precisa ser em até um ano.', before_start: 'O fim precisa vir depois do começo.', reserve_low: 'A reserva não pode ser menor que o preço inicial.', buy_low: 'Precisa ser maior que o preço inicial, e pelo menos a reserva.', percent: 'Um número inteiro de 1 a 100.', email: 'Escreva um endereço de e-mail.', code: 'O código tem seis dígitos.', other: 'Confira este campo.'
  },

  sign_in: { title: 'Entrar', intro: 'Sem senha: enviamos um código de seis dígitos.', email: 'E-mail', name: 'Nome que os outros veem', name_help: 'Só na primeira vez. Pode ficar vazio.', send: 'Enviar código', sent: (email: string) => `O código foi para ${email}. Vale por 10 minutos.`, code: 'Código de seis dígitos', verify: 'Entrar', again: 'Usar outro e-mail', resend: 'Enviar outro código', resent: 'Enviado. O código anterior não vale mais.' },

  me: {
    title: 'Minha conta', tabs: { bids: 'Meus lances', watching: 'Acompanhando', won: 'Arrematados', auctions: 'Meus leilões', account: 'Dados' },
    standing: { winning: 'Vencendo', outbid: 'Superado', won: 'Vencido por você', lost: 'Não foi desta vez' },
    empty: { bids: 'Você ainda não deu lances', watching: 'Você não acompanha nenhum leilão', won: 'Você ainda não arrematou nada', auctions: 'Você ainda não criou leilões' },
    browse: 'Ver os leilões abertos',
    name: 'Nome', email: 'E-mail', save: 'Salvar', saved: 'Salvo.',
    tokens: 'Tokens de API', tokens_help: 'Para programas seus. O token aparece uma única vez.', token_label: 'Para que serve', token_create: 'Criar token', token_once: 'Copie agora. Ele não será mostrado de novo.', token_revoke: 'Revogar', token_since: (time: string) => `criado em ${time}`, token_none: 'Nenhum token.',
    export: 'Baixar tudo o que está guardado sobre mim', delete: 'Apagar a conta', delete_text: 'Nome e e-mail são apagados de todo lugar. Não dá para desfazer.', delete_action: 'Apagar para sempre'
  },

  delivery: {
    title: 'Depois do fim', effects: { report: 'Relatório', email: 'E-mail ao vencedor', discord: 'Publicação no Discord' } as Record<string, string>,
    states: { pending: 'Na fila', attempting: 'Em andamento', retry: 'Nova tentativa', retry_at: (clock: string) => `Nova tentativa às ${clock}`, done: 'Feito', skipped: 'Não se aplica', failed: 'Falhou', unknown: 'Sem confirmação' },
    writing: 'Sendo escrito', sending: 'Sendo enviado', sent: 'Enviado', written: 'Escrito', posted: 'Publicado',
    attempts: (n: number) => count(n, 'tentativa', 'tentativas'), unknown_text: 'O outro lado não disse se recebeu. A administração decide se envia de novo.', event_states: { pending: 'Na fila', processing: 'Em andamento', parked: 'Aguardando nova tentativa', unknown: 'Aguardando decisão', dead: 'Parado com erro', done: 'Tudo feito' }
  },

  report: { title: 'Relatório', pending: 'O relatório está sendo escrito. Esta página se atualiza sozinha.', back: 'Voltar ao leilão' },

  pipeline: {
    title: 'Operação', intro: 'Do encerramento aos três efeitos.',
    numbers: { rate: 'Eventos por segundo', lag: 'Na fila', pending: 'Em mãos', parked: 'Aguardando', unknown: 'Sem confirmação', dead: 'Parados', done: 'Feitos', length: 'No stream' },
    charts: { rate: 'Eventos por segundo', waiting: 'Fila e em mãos', duration: 'Duração dos efeitos (ms)' }, lines: { rate: 'eventos/s', lag: 'na fila', pending: 'em mãos', report: 'relatório', email: 'e-mail', discord: 'Discord' },
    chart_text: (name: string, value: string, least: string, most: string) => `${name}: agora ${value}; no último minuto, de ${least} a ${most}.`,
    consumers: 'Workers', consumer: 'Worker', in_hand: 'Em mãos', idle: 'Parado há', none: 'Nenhum worker.',
    effects: 'Efeitos', effect: 'Efeito', median: 'Mediana', p95: '95 %', attempts: 'Tentativas', away: 'fora do ar', cost: (amount: string) => `modelo: ${amount}`,
    deliveries: 'Entregas', all: 'Todas', state: 'Situação', list_text: (n: number) => count(n, 'entrega carregada', 'entregas carregadas'), empty: 'Nenhuma entrega nesta situação.', reason: 'Motivo', receipt: 'Recibo', auction: 'Ver o leilão', refresh: 'Há mudanças: mostrar',
    resend: 'Enviar de novo', resend_text: (effect: string) => `${effect}: se o anterior tiver chegado, a pessoa recebe duas vezes.`, mark: 'Marcar como feito', mark_text: (effect: string) => `${effect}: fica registrado que você confirmou, e quando.`
  },

  problems: {
    invalid_request: 'Confira os campos.', unauthenticated: 'Entre primeiro: a sua sessão acabou ou ainda não começou.', invalid_code: 'Código errado ou vencido.', not_owner: 'Só quem criou o leilão pode fazer isso.', not_admin: 'Só a administração pode fazer isso.', own_auction: 'Não se dá lance no próprio leilão.', blocked: 'Esta conta está bloqueada.', cross_site: 'O pedido não veio desta página. Recarregue e tente de novo.', auction_not_found: 'Este leilão não existe.', not_found: 'Não encontrado.', report_pending: 'O relatório ainda está sendo escrito.',
    auction_not_open: 'O leilão não está aberto.', auction_ended: 'O leilão já terminou.', already_leading: 'Você já está vencendo. Para se garantir, aumente o seu máximo.', has_bids: 'O leilão já tem lances.', buy_now_unavailable: 'A compra imediata não está mais disponível.', idempotency_in_progress: 'O pedido anterior ainda está em andamento.', not_relistable: 'Só um leilão que acabou sem venda pode ser anunciado de novo.', not_resolvable: 'Este efeito não espera por uma decisão.', has_open_business: 'Você ainda tem leilões abertos ou está vencendo algum.', version_mismatch: 'O leilão mudou enquanto você editava. Confira e salve de novo.',
    body_too_large: 'É grande demais.', unsupported_media_type: 'Este tipo de arquivo não é aceito.', bid_too_low: 'O lance está abaixo do mínimo.', use_buy_now: 'Com esse valor dá para comprar agora.', idempotency_key_reused: 'Recarregue a página e tente de novo.', image_refused: 'Esta imagem não pôde ser usada.', too_many_requests: 'Muitas tentativas. Espere um pouco.', internal: 'Algo deu errado do nosso lado. Nada foi perdido: tente de novo.', store_unavailable: 'O serviço está indisponível por um momento. Tente de novo.', overloaded: 'O serviço está sobrecarregado. Tente de novo em instantes.',
    network: 'Sem conexão com o servidor. Nada foi perdido: tente de novo.'
  } satisfies Record<ProblemCode | 'network', string>
}

export type Texts = typeof ptBR
