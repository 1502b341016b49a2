/** Every text of the page, in Portuguese. Another language is one more file of this form; a missing key does not compile. */
export const ptBR = {
  name: 'Martelo',
  skip: 'Ir para o conteúdo',
  nav: { auctions: 'Leilões', create: 'Criar leilão', me: 'Meus leilões', sign_in: 'Entrar', sign_out: 'Sair' },
  offline: 'Sem conexão. Tentando de novo…',
  loading: 'Carregando…',
  retry: 'Tentar de novo',
  not_found: 'Página não encontrada.',
  status: { open: 'Abertos', scheduled: 'Em breve', closed: 'Encerrados', cancelled: 'Cancelados' },
  sort: { label: 'Ordenar', ending_soon: 'Terminam antes', newest: 'Mais novos', most_bids: 'Mais lances' },
  search: 'Buscar pelo título',
  empty: 'Nenhum leilão aqui por enquanto.',
  more: 'Mostrar mais',
  price: 'Preço atual', starting_price: 'Preço inicial', final_price: 'Preço final', minimum: 'Lance mínimo',
  bids: (n: number) => n === 0 ? 'sem lances' : n === 1 ? '1 lance' : `${n} lances`,
  ends: 'Termina em', starts: 'Começa em', ended: 'Encerrado', ends_at: 'Fim', closing: 'Encerrando…',
  seller: 'Vendedor', category: 'Categoria',
  you_lead: 'Você está vencendo', you_were_outbid: 'Seu lance foi superado',
  your_maximum: 'Seu máximo',
  reserve: { met: 'Reserva atingida', not_met: 'Reserva ainda não atingida' },
  bid: { title: 'Dar um lance', amount: 'Seu lance', place: 'Dar lance', minimum: (amount: string) => `Lance de ${amount}`, automatic: 'Lance automático', maximum: 'Seu máximo', automatic_help: 'O Martelo cobre os outros por você, só o necessário, até esse valor. Ninguém mais o vê.', raise: 'Definir máximo', buy_now: (amount: string) => `Comprar agora por ${amount}`, confirm_buy: (amount: string) => `Comprar agora por ${amount} e encerrar o leilão?`, sign_in: 'Entre para dar lances', own: 'Este leilão é seu.', accepted: 'Lance aceito.', outbid_at_once: 'Lance registrado, mas já superado pelo lance automático de outra pessoa.', bad_amount: 'Escreva um valor como 150,00.' },
  history: { title: 'Lances', none: 'Ainda não há lances.', automatic: 'automático', buy_now: 'compra imediata' },
  extended: 'O fim foi adiado por um lance de última hora.',
  outcome: { sold: 'Vendido', bought_now: 'Comprado na hora', reserve_not_met: 'Não vendido: reserva não atingida', no_bids: 'Encerrado sem lances', cancelled: 'Cancelado' },
  winner: 'Vencedor', addendum: 'Adendo',
  owner: { title: 'Seu leilão', close: 'Encerrar agora', confirm_close: 'Encerrar este leilão agora?', cancel: 'Cancelar', reason: 'Motivo do cancelamento', edit_title: 'Título', edit_description: 'Descrição', save: 'Salvar', addendum: 'Acrescentar à descrição', add: 'Acrescentar' },
  create: { title: 'Criar leilão', name: 'Título', description: 'Descrição', category: 'Categoria', none: 'Nenhuma', starting_price: 'Preço inicial (R$)', duration: 'Duração', reserve_price: 'Preço de reserva (R$, opcional)', buy_now_price: 'Comprar agora (R$, opcional)', submit: 'Publicar', durations: { 300: '5 minutos', 3600: '1 hora', 86400: '1 dia', 259200: '3 dias', 604800: '7 dias' } },
  sign_in: { title: 'Entrar', email: 'E-mail', name: 'Nome (só na primeira vez)', send: 'Enviar código', sent: (email: string) => `Enviamos um código de seis dígitos para ${email}.`, code: 'Código', verify: 'Entrar', again: 'Usar outro e-mail' },
  me: { auctions: 'Meus leilões', bids: 'Meus lances', none: 'Nada por aqui ainda.', report: 'Relatório', standing: { winning: 'vencendo', outbid: 'superado', won: 'vencido por você', lost: 'perdido' } },
  delivery: { title: 'Depois do encerramento', effects: { report: 'Relatório', email: 'E-mail ao vencedor', discord: 'Discord' } as Record<string, string>, states: { pending: 'na fila', attempting: 'em andamento', retry: 'nova tentativa marcada', done: 'feito', skipped: 'não se aplica', failed: 'falhou', unknown: 'sem confirmação' } as Record<string, string> },
  report: { title: 'Relatório', pending: 'O relatório ainda está sendo escrito.', back: 'Voltar ao leilão' },
  problems: {
    invalid_request: 'Confira os campos.', unauthenticated: 'Entre primeiro.', invalid_code: 'Código errado ou vencido.', not_owner: 'Só o dono do leilão pode fazer isso.', not_admin: 'Só a administração pode fazer isso.', own_auction: 'Não se dá lance no próprio leilão.', blocked: 'Esta conta está bloqueada.', cross_site: 'A página precisa ser recarregada.', auction_not_found: 'Leilão não encontrado.', not_found: 'Não encontrado.', report_pending: 'O relatório ainda está sendo escrito.', auction_not_open: 'O leilão não está aberto.', auction_ended: 'O leilão já terminou.', already_leading: 'Você já está vencendo: aumente o seu máximo.', has_bids: 'O leilão já tem lances.', buy_now_unavailable: 'A compra imediata não está mais disponível.', version_mismatch: 'O leilão mudou: confira e tente de novo.', bid_too_low: 'O lance está abaixo do mínimo.', use_buy_now: 'Com esse valor dá para comprar agora.', too_many_requests: 'Muitas tentativas: espere um pouco.', store_unavailable: 'O serviço está indisponível por um momento. Tente de novo.', overloaded: 'O serviço está sobrecarregado. Tente de novo.', internal: 'Algo deu errado do nosso lado.', network: 'Sem conexão com o servidor. Nada foi perdido: tente de novo.'
  } as Record<string, string>
}

export type Texts = typeof ptBR
