// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"
#include "routing/dialect/ProviderPath.h"
#include "routing/dialect/ReasoningMemory.h"
#include "routing/dialect/TranslatedAnswer.h"
#include "routing/dialect/embedding/EmbeddingCodec.h"
#include "routing/provider/ProviderCall.h"
#include "routing/proxy/ClientCall.h"
#include "routing/route/RoutePlan.h"

#include <optional>
#include <string>
#include <vector>

namespace signalbox::routing {

/// A request as one provider is asked it in another dialect.
struct TranslatedRequest
{
    std::string path; ///< and query, with the base URL's path
    std::string body;
    std::vector<Losses::Loss> losses;
};

/// One client's request for providers of other dialects, and their answers for the client. The body
/// is read once, when first needed.
class RequestTranslations final
{
public:
    /// Both must outlive it.
    RequestTranslations(const ClientCall &call, ReasoningMemory &memory)
        : m_call(call)
        , m_memory(memory)
    {}

    /// The request for \a candidate, which is reached at \a path; nothing when it cannot be said
    /// there, see problem(). \a nowMs is the wall clock.
    [[nodiscard]] std::optional<TranslatedRequest> write(const Candidate &candidate,
                                                         const ProviderPath &path, qint64 nowMs);
    /// Why the last write() gave nothing: a 400 that names the field.
    [[nodiscard]] const DialectError &problem() const { return m_problem; }
    /// What turns the answer that begins with \a head, of \a candidate's provider, into the
    /// client's dialect; after a write() that worked, which must be outlived. \a exchangeId too.
    [[nodiscard]] std::unique_ptr<TranslatedAnswer> answer(const Candidate &candidate,
                                                           const ProviderResponseHead &head,
                                                           std::string_view exchangeId,
                                                           qint64 nowMs) const;

private:
    void read();
    void readFrom(const Json &body);
    /// The path and body of a conversation, and of embeddings.
    void writeGenerate(const Candidate &candidate, const ProviderPath &path, qint64 nowMs,
                       TranslatedRequest &request, Losses &losses);
    void writeEmbed(const Candidate &candidate, const ProviderPath &path,
                    TranslatedRequest &request, Losses &losses) const;
    [[nodiscard]] std::unique_ptr<TranslatedAnswer> embedAnswer(const Candidate &candidate,
                                                                std::string_view exchangeId) const;
    [[nodiscard]] bool isEmbed() const
    {
        return m_call.served.endpoint.operation == Operation::Embed;
    }

    const ClientCall &m_call;
    ReasoningMemory &m_memory;
    bool m_wasRead = false;
    std::optional<DialectError> m_readProblem;
    Conversation m_conversation; ///< of Operation::Generate
    EmbeddingRequest m_embedding; ///< of Operation::Embed
    DialectError m_problem;
};

} // namespace signalbox::routing
