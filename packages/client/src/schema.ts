/** Made from openapi.json; see CONTRIBUTING.md. Not edited. */
export interface paths {
    "/api/auctions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List auctions
         * @description From indexes alone. A cursor stays good while auctions move: it is a place in the order, not a number of auctions.
         */
        get: operations["listAuctions"];
        put?: never;
        /** Create an auction */
        post: operations["createAuction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auctions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an auction */
        get: operations["getAuction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change an auction: anything before the first bid, only an addendum after it */
        patch: operations["updateAuction"];
        trace?: never;
    };
    "/api/auctions/{id}/watch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Watch an auction */
        put: operations["watchAuction"];
        post?: never;
        /** Stop watching an auction */
        delete: operations["unwatchAuction"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The categories */
        get: operations["listCategories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auctions/{id}/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a picture to an auction
         * @description Until its end; 8 at most. JPEG, PNG, WebP or AVIF, 8 MB at most, judged by its content. It is written anew as WebP in up to three sizes, without metadata. A file that is none of these, is cut off, animated, too large when unpacked, or carries something else is `image_refused`, with the reason in `detail`.
         */
        post: operations["addImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auctions/{id}/images/{image_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a picture: before the first bid
         * @description After the first bid pictures stay, because bidders have seen what they bid on.
         */
        delete: operations["removeImage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auctions/{id}/bids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bids of an auction, newest first */
        get: operations["listBids"];
        put?: never;
        /** Place a bid */
        post: operations["placeBid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auctions/{id}/bids/{bid_id}/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why a bid leads or was outbid
         * @description The rule that applied and its numbers, in both languages. Told from what everybody can see: neither a maximum that still stands nor the reserve is given away.
         */
        get: operations["explainBid"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auctions/{id}/buy-now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Buy at the buy-now price */
        post: operations["buyNow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auctions/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close an auction now */
        post: operations["closeAuction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auctions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel an auction: its owner while nobody has bid, an administrator until its end */
        post: operations["cancelAuction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auctions/{id}/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** After a sale: the winner for the seller, the seller for the winner */
        get: operations["getContact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auctions/{id}/payment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** After a sale: how to pay, for its winner and its seller */
        get: operations["getPayment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auctions/{id}/settlement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * After a sale: mark it as paid or delivered, or take an own mark back
         * @description By its seller or its winner. Who marked it and when stays as it was first marked; only who made a mark takes it back.
         */
        put: operations["settleSale"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auctions/{id}/relist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List an unsold auction again
         * @description A new auction with the same content, pictures and terms, from now on and for as long as the first was to run; what the body names is different. Addenda become part of the description. For the owner of an auction that is closed without a sale.
         */
        post: operations["relistAuction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auctions/{id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow an auction (server-sent events)
         * @description Events: `snapshot` first, then `opened`, `bid`, `extended`, `updated`, `closed`, `cancelled`; data is `{auction}`, for `bid` also `bid`. With a valid Last-Event-ID only what followed it is sent. The stream ends after `closed` or `cancelled`; reconnecting then answers 204.
         */
        get: operations["streamAuction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow all auctions (server-sent events)
         * @description Events as of one auction; `bid` only of the auctions named. `snapshot` comes first, with `{auctions}`: those named. A Last-Event-ID that is too old gets `reset`: load the list again.
         */
        get: operations["streamAuctions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a sign-in code by e-mail */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with the code */
        post: operations["verifySignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session everywhere */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who you are */
        get: operations["getMe"];
        put?: never;
        post?: never;
        /** Delete the account: name and address are erased everywhere */
        delete: operations["deleteMe"];
        options?: never;
        head?: never;
        /** Change your name, your language, or where Pix payments to you go */
        patch: operations["updateMe"];
        trace?: never;
    };
    "/api/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that is stored about the account */
        get: operations["exportMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your API tokens, the oldest first */
        get: operations["listTokens"];
        put?: never;
        /** Create an API token; it is shown once */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API token */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/auctions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The auctions you sell in, newest first */
        get: operations["listMyAuctions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/watching": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The auctions you watch */
        get: operations["listWatched"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/bids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The auctions you bid on, the latest first, and how you stand */
        get: operations["listMyBids"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auctions/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The report of a closed auction, as JSON, Markdown or HTML by Accept
         * @description For its owner, its winner and administrators. Only the owner and administrators get the reserve and the advice.
         */
        get: operations["getReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auctions/{id}/delivery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the three effects of a closed auction stand */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ops/pipeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The stream, its workers, and what waits */
        get: operations["getPipeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ops/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deliveries, the latest first */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ops/deliveries/{event_id}/effects/{effect}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try an effect again that is unknown or failed */
        post: operations["resendEffect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ops/deliveries/{event_id}/effects/{effect}/mark-done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that an effect has happened */
        post: operations["markEffectDone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ops/people/{id}/blocked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Block a person, or lift the block */
        put: operations["setBlocked"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/{auction_id}/{image_id}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture in one of its sizes */
        get: operations["getImageFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the service and its store are */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The smallest step above the current price: the table by price (default), a fixed amount, or a percentage rounded up to the cent. */
        Increment: {
            /** @enum {string} */
            type: "table";
        } | {
            /** @enum {string} */
            type: "fixed";
            /**
             * @description Decimal string with exactly two digits, or a number with at most two decimals; from 0.01 to 10000000000.00.
             * @example 150.00
             */
            amount: string | number;
        } | {
            /** @enum {string} */
            type: "percent";
            percent: number;
        };
        SoftClose: {
            /** @default 120 */
            window_seconds: number;
            /** @default 120 */
            extension_seconds: number;
            /** @default 3600 */
            max_total_seconds: number;
        };
        Image: {
            id: string;
            /** @description Immutable: to be kept for ever. */
            url: string;
            width: number;
            height: number;
            alt: string | null;
            /** @description Ascending; the last is the one above. */
            sizes: {
                /** @description Immutable: to be kept for ever. */
                url: string;
                width: number;
                height: number;
            }[];
        };
        /** @description What seller and winner have marked; shown to them alone. */
        Settlement: {
            paid: boolean;
            paid_at: string | null;
            paid_by: ("seller" | "winner") | null;
            delivered: boolean;
            delivered_at: string | null;
            delivered_by: ("seller" | "winner") | null;
        };
        Auction: {
            /** @example 0-01JD9Z6N3T8QK5V7W2X4Y6Z8AB */
            id: string;
            title: string;
            description: string;
            addenda: {
                text: string;
                /**
                 * Format: date-time
                 * @example 2026-11-23T12:00:00.000Z
                 */
                created_at: string;
            }[];
            category: string | null;
            images: components["schemas"]["Image"][];
            /** @enum {string} */
            status: "scheduled" | "open" | "closed" | "cancelled";
            outcome: ("sold" | "bought_now" | "reserve_not_met" | "no_bids" | "cancelled") | null;
            /** @enum {string} */
            currency: "BRL" | "USD" | "EUR";
            /** @enum {string} */
            locale: "pt-BR" | "en";
            /**
             * @description Decimal string with exactly two digits, in the auction’s currency.
             * @example 150.00
             */
            starting_price: string;
            /**
             * @description Decimal string with exactly two digits, in the auction’s currency.
             * @example 150.00
             */
            current_price: string;
            minimum_bid: string | null;
            increment: components["schemas"]["Increment"];
            reserve_met: boolean | null;
            buy_now_price: string | null;
            bid_count: number;
            leader: {
                name: string;
            } | null;
            winner: {
                name: string;
            } | null;
            seller: {
                id: string;
                name: string;
            };
            /**
             * Format: date-time
             * @example 2026-11-23T12:00:00.000Z
             */
            starts_at: string;
            /**
             * Format: date-time
             * @example 2026-11-23T12:00:00.000Z
             */
            ends_at: string;
            closed_at: string | null;
            soft_close: components["schemas"]["SoftClose"] | null;
            version: number;
            /**
             * Format: date-time
             * @example 2026-11-23T12:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-23T12:00:00.000Z
             */
            updated_at: string;
            /**
             * Format: date-time
             * @example 2026-11-23T12:00:00.000Z
             */
            server_time: string;
            /** @description Of a cancelled auction. */
            cancel_reason?: string;
            settlement?: components["schemas"]["Settlement"];
            /** @description Only to the leader. */
            your_max_amount?: string;
            /** @description Only to the owner. */
            reserve_price?: string;
        };
        Bid: {
            id: string;
            bidder: {
                name: string;
            };
            /**
             * @description Decimal string with exactly two digits, in the auction’s currency.
             * @example 150.00
             */
            amount: string;
            /** @description True when Martelo bid for the leader, up to the leader’s maximum. */
            automatic: boolean;
            buy_now: boolean;
            /**
             * Format: date-time
             * @example 2026-11-23T12:00:00.000Z
             */
            created_at: string;
        };
        NewAuction: {
            /** @description Trimmed; 1 to 200 characters. */
            title: string;
            description?: string;
            /**
             * @description Decimal string with exactly two digits, or a number with at most two decimals; from 0.01 to 10000000000.00.
             * @example 150.00
             */
            starting_price: string | number;
            /**
             * Format: date-time
             * @example 2026-11-23T12:00:00.000Z
             */
            ends_at?: string;
            /** @description Counted from starts_at, or from now. */
            duration_seconds?: number;
            category?: string | null;
            /** @enum {string} */
            currency?: "BRL" | "USD" | "EUR";
            /** @enum {string} */
            locale?: "pt-BR" | "en";
            /**
             * Format: date-time
             * @example 2026-11-23T12:00:00.000Z
             */
            starts_at?: string;
            reserve_price?: (string | number) | null;
            buy_now_price?: (string | number) | null;
            increment?: components["schemas"]["Increment"];
            soft_close?: components["schemas"]["SoftClose"] | null;
        };
        AuctionChanges: {
            /** @description Trimmed; 1 to 200 characters. */
            title?: string;
            description?: string;
            /**
             * @description Decimal string with exactly two digits, or a number with at most two decimals; from 0.01 to 10000000000.00.
             * @example 150.00
             */
            starting_price?: string | number;
            /**
             * Format: date-time
             * @example 2026-11-23T12:00:00.000Z
             */
            ends_at?: string;
            /** @description Counted from starts_at, or from now. */
            duration_seconds?: number;
            category?: string | null;
            /** @enum {string} */
            currency?: "BRL" | "USD" | "EUR";
            /** @enum {string} */
            locale?: "pt-BR" | "en";
            /**
             * Format: date-time
             * @example 2026-11-23T12:00:00.000Z
             */
            starts_at?: string;
            reserve_price?: (string | number) | null;
            buy_now_price?: (string | number) | null;
            increment?: components["schemas"]["Increment"];
            soft_close?: components["schemas"]["SoftClose"] | null;
            /** @description Added below the description; the only change after the first bid. */
            addendum?: string;
        };
        RelistTerms: {
            /** @description Trimmed; 1 to 200 characters. */
            title?: string;
            description?: string;
            /**
             * @description Decimal string with exactly two digits, or a number with at most two decimals; from 0.01 to 10000000000.00.
             * @example 150.00
             */
            starting_price?: string | number;
            /**
             * Format: date-time
             * @example 2026-11-23T12:00:00.000Z
             */
            ends_at?: string;
            /** @description Counted from starts_at, or from now. */
            duration_seconds?: number;
            category?: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T12:00:00.000Z
             */
            starts_at?: string;
            reserve_price?: (string | number) | null;
            buy_now_price?: (string | number) | null;
            increment?: components["schemas"]["Increment"];
            soft_close?: components["schemas"]["SoftClose"] | null;
        };
        /** @description `amount` bids exactly that. `max_amount` bids no more than needed, up to that. */
        NewBid: {
            /**
             * @description Decimal string with exactly two digits, or a number with at most two decimals; from 0.01 to 10000000000.00.
             * @example 150.00
             */
            amount: string | number;
        } | {
            /**
             * @description Decimal string with exactly two digits, or a number with at most two decimals; from 0.01 to 10000000000.00.
             * @example 150.00
             */
            max_amount: string | number;
        };
        Me: {
            id: string;
            name: string;
            email: string;
            locale: string | null;
            admin: boolean;
            /** @description Where Pix payments to you go; shown to nobody but in the code that your winners pay with. */
            pix_key: string | null;
            pix_city: string | null;
        };
        Problem: {
            /** @description A URI that names the kind of problem: `urn:martelo:problem:<code>`. */
            type: string;
            title: string;
            status: number;
            detail: string;
            code: "invalid_request" | "unauthenticated" | "invalid_code" | "not_owner" | "not_admin" | "own_auction" | "blocked" | "cross_site" | "auction_not_found" | "not_found" | "report_pending" | "auction_not_open" | "auction_ended" | "already_leading" | "has_bids" | "buy_now_unavailable" | "not_relistable" | "not_resolvable" | "has_open_business" | "version_mismatch" | "body_too_large" | "unsupported_media_type" | "bid_too_low" | "use_buy_now" | "idempotency_key_reused" | "image_refused" | "too_many_requests" | "internal" | "store_unavailable" | "overloaded";
            request_id: string;
            errors?: {
                /** @description JSON Pointer into the request. */
                path: string;
                message: string;
            }[];
            /** @description With bid_too_low. */
            minimum_bid?: string;
        } & {
            [key: string]: unknown;
        };
        Delivery: {
            event_id: string;
            /** @enum {string} */
            state: "pending" | "processing" | "parked" | "unknown" | "dead" | "done";
            /** @description Why the event is dead. */
            reason: string | null;
            effects: {
                [key: string]: {
                    /** @enum {string} */
                    state: "pending" | "attempting" | "retry" | "done" | "skipped" | "failed" | "unknown";
                    attempts: number;
                    receipt: {
                        [key: string]: unknown;
                    } | null;
                    last_error: string | null;
                    /** @description When it is tried again; null unless it waits for that. */
                    retry_at: string | null;
                    updated_at: string | null;
                };
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAuctions: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                status?: "scheduled" | "open" | "closed" | "cancelled";
                category?: string;
                /** @description Beginnings of words of the title, all of them, in any order; accents and case do not matter. One request looks at 2000 auctions at most: where every word is common a page may hold less than asked for, and next_cursor goes on. */
                q?: string;
                seller?: string;
                sort?: "ending_soon" | "newest" | "most_bids";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Auction"][];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAuction: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your own for this request, for this account and address: sent again with the same body within 24 hours, it gets the same answer, and nothing happens twice. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAuction"];
            };
        };
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    /** @description `"<version>"`, a strong tag; for If-Match. */
                    ETag?: string;
                    /** @description The address of the auction. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Auction"];
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAuction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description `"<version>"`, a strong tag; for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Auction"];
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateAuction: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from; another one by now is 412. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuctionChanges"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description `"<version>"`, a strong tag; for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Auction"];
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watchAuction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unwatchAuction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCategories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            name: {
                                "pt-BR": string;
                                en: string;
                            };
                        }[];
                        next_cursor: null;
                    };
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addImage: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                    /** @description What the picture shows, for those who do not see it. */
                    alt?: string;
                };
            };
        };
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Image"];
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeImage: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
                image_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBids: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Bid"][];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    placeBid: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your own for this request, for this account and address: sent again with the same body within 24 hours, it gets the same answer, and nothing happens twice. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** @description `amount` bids exactly that. `max_amount` bids no more than needed, up to that. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBid"];
            };
        };
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Null for a raise of the own maximum that moves nothing public. */
                        bid: components["schemas"]["Bid"] | null;
                        auction: components["schemas"]["Auction"];
                    };
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explainBid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                bid_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bid: components["schemas"]["Bid"];
                        /**
                         * @description `leads`; `leader_allowed_more`: outbid at once, because the leader’s maximum was higher; `earlier_of_equals`: outbid at once, because of equal maxima the earlier leads; `later_bid_higher`; `bought_now`.
                         * @enum {string}
                         */
                        rule: "leads" | "leader_allowed_more" | "earlier_of_equals" | "later_bid_higher" | "bought_now";
                        numbers: {
                            /**
                             * @description Decimal string with exactly two digits, in the auction’s currency.
                             * @example 150.00
                             */
                            bid: string;
                            /** @description With `leads`: where the bidder stands. */
                            price?: string;
                            /** @description What Martelo bid for the leader at once. */
                            answer?: string;
                            /** @description The minimum increment at the bid: the answer is at most so much above it. */
                            increment?: string;
                            /** @description The bid that took the lead. */
                            by?: string;
                            /**
                             * Format: date-time
                             * @example 2026-11-23T12:00:00.000Z
                             */
                            at?: string;
                            /** @description What a bid would have to be now; null when the auction is over. */
                            minimum_bid: string | null;
                        };
                        text: {
                            "pt-BR": string;
                            en: string;
                        };
                    };
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    buyNow: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your own for this request, for this account and address: sent again with the same body within 24 hours, it gets the same answer, and nothing happens twice. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description `"<version>"`, a strong tag; for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Auction"];
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeAuction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description `"<version>"`, a strong tag; for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Auction"];
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelAuction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description `"<version>"`, a strong tag; for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Auction"];
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Of the person shown.
                         * @enum {string}
                         */
                        role: "seller" | "winner";
                        name: string;
                        /** @description Null when the account is gone. */
                        email: string | null;
                    };
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Decimal string with exactly two digits, in the auction’s currency.
                         * @example 150.00
                         */
                        amount: string;
                        /** @enum {string} */
                        currency: "BRL" | "USD" | "EUR";
                        /** @description What the operator says about paying, in the language of the auction. */
                        text: string | null;
                        /** @description Null unless the currency is BRL and the seller has given a key. */
                        pix: {
                            /** @description Copy and paste (BR Code), for the final price. */
                            code: string;
                            /** @description The same as a QR code. */
                            qr_svg: string;
                        } | null;
                    };
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    settleSale: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    paid?: boolean;
                    delivered?: boolean;
                };
            };
        };
        responses: {
            /** @description What seller and winner have marked; shown to them alone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settlement"];
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    relistAuction: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your own for this request, for this account and address: sent again with the same body within 24 hours, it gets the same answer, and nothing happens twice. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RelistTerms"] | null;
            };
        };
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    /** @description `"<version>"`, a strong tag; for If-Match. */
                    ETag?: string;
                    /** @description The address of the auction. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Auction"];
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamAuction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamAuctions: {
        parameters: {
            query?: {
                /** @description Ids, separated by commas. */
                auctions?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example ana@example.com */
                    email: string;
                    name?: string;
                };
            };
        };
        responses: {
            /** @description The answer. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        expires_in_seconds: number;
                    };
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifySignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example ana@example.com */
                    email: string;
                    code: string;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: components["schemas"]["Me"];
                    };
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    locale?: "pt-BR" | "en" | null;
                    /** @description CPF, CNPJ, e-mail, phone with +55, or a random key. */
                    pix_key?: string | null;
                    pix_city?: string | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            label: string;
                            created_at: string;
                            expires_at: string | null;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    label: string;
                    expires_in_days?: number;
                };
            };
        };
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        label: string;
                        created_at: string;
                        expires_at: string | null;
                        token: string;
                    };
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyAuctions: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Auction"][];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWatched: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Auction"][];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyBids: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            auction: components["schemas"]["Auction"];
                            /** @enum {string} */
                            standing: "winning" | "outbid" | "won" | "lost";
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReport: {
        parameters: {
            query?: {
                /** @description Instead of Accept. `json` and `markdown` come as files to keep. */
                format?: "json" | "markdown" | "html";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPipeline: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Entries in the stream. */
                        length: number;
                        /** @description Entries that no worker was given yet. */
                        lag: number;
                        /** @description Entries that a worker was given and has not acknowledged. */
                        pending: number;
                        /** @description Events that wait for a retry, or for a newer worker. */
                        parked: number;
                        dead: number;
                        unknown: number;
                        /** @description As many as are still remembered (STREAM_MAX_AGE). */
                        done: number;
                        consumers: {
                            name: string;
                            pending: number;
                            /** @description Since it last asked for work. */
                            idle_ms: number;
                        }[];
                        /** @description Remotes that were away five times in a row: one event tries them now and then, the others wait. */
                        remotes_away: {
                            effect: string;
                            since: string;
                            failures: number;
                            next_try_at: string;
                            error: string;
                        }[];
                        rates: {
                            /** @description The last minutes, of which these are means per second. */
                            window_s: number;
                            settled: {
                                [key: string]: number;
                            };
                            attempts: {
                                [key: string]: {
                                    [key: string]: number;
                                };
                            };
                        };
                        latencies: {
                            /** @description From the end of an auction until all its effects are done. */
                            event: {
                                count: number;
                                p50_ms: number | null;
                                p95_ms: number | null;
                                p99_ms: number | null;
                            };
                            /** @description Of single attempts. */
                            effects: {
                                [key: string]: {
                                    count: number;
                                    p50_ms: number | null;
                                    p95_ms: number | null;
                                    p99_ms: number | null;
                                };
                            };
                        };
                    };
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                state?: "pending" | "processing" | "parked" | "unknown" | "dead" | "done";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Delivery"][];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resendEffect: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                effect: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    markEffectDone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                effect: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setBlocked: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    blocked: boolean;
                    /** @description Needed to block. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getImageFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                auction_id: string;
                image_id: string;
                /** @description `<width>.webp` */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: "ok" | "degraded";
                        store: "ok" | "unavailable";
                        warnings: string[];
                        pipeline?: {
                            lag: number;
                            pending: number;
                            parked: number;
                            unknown: number;
                            dead: number;
                            workers: number;
                        };
                        /** @description Remotes of effects that were away five times in a row. */
                        remotes_away?: {
                            effect: string;
                            since: string;
                        }[];
                    };
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: "ok" | "degraded";
                        store: "ok" | "unavailable";
                        warnings: string[];
                        pipeline?: {
                            lag: number;
                            pending: number;
                            parked: number;
                            unknown: number;
                            dead: number;
                            workers: number;
                        };
                        /** @description Remotes of effects that were away five times in a row. */
                        remotes_away?: {
                            effect: string;
                            since: string;
                        }[];
                    };
                };
            };
            /** @description Refused; `code` says why. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe. */
            "5XX": {
                headers: {
                    /** @description Seconds; with 503. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
