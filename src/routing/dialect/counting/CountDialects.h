// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

#include <optional>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// The endpoints that count the tokens of a request without answering it, on either side. Pure
/// functions, for any thread. Shapes are those of the providers' references and official SDKs, seen
/// on the wire:
///
/// * Anthropic `POST /v1/messages/count_tokens`: a message request without limit and sampling;
///   `{"input_tokens":N}`.
/// * Gemini `:countTokens`: `{"contents"}`, or a whole `{"generateContentRequest"}` where tools and
///   system text are to count; Vertex takes these beside `contents`. `{"totalTokens":N}`.
/// * OpenAI `POST /responses/input_tokens`: what of a response's request is read;
///   `{"object":"response.input_tokens","input_tokens":N}`.
/// * Bedrock `POST /model/{id}/count-tokens`: `{"input":{"converse":{…}}}`; `{"inputTokens":N}`.

/// Whether providers of \a dialect can be asked to count.
bool canCount(models::ProviderDialect dialect);

/// What a provider is asked to count; nothing where it cannot be asked. What cannot be said goes
/// into \a losses, as with a request for an answer: what it would leave out is not counted either.
std::optional<std::string> countRequestBody(models::ProviderDialect dialect,
                                            const Conversation &conversation,
                                            const RequestWish &wish, Losses &losses);
/// The path behind the provider's base URL, \a model percent-encoded where it stands in it; empty
/// where it cannot be asked.
std::string countPath(models::ProviderDialect dialect, std::string_view model);
/// The tokens that a provider counted; nothing when \a body does not tell.
std::optional<qint64> readCount(models::ProviderDialect dialect, const Json &body);

/// A client's request to count, as the conversation to be counted.
RequestReading readCountRequest(models::ClientDialect dialect, const Json &body,
                                const RequestContext &context);
/// The answer that a client of \a dialect expects: \a tokens as its provider would tell them; empty
/// for dialects without such an endpoint.
std::string writeCount(models::ClientDialect dialect, qint64 tokens);

} // namespace signalbox::routing
