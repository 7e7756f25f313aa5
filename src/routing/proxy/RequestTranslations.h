// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"
#include "routing/dialect/ProviderPath.h"
#include "routing/dialect/ReasoningMemory.h"
#include "routing/dialect/TranslatedAnswer.h"
#include "routing/dialect/embedding/EmbeddingCodec.h"
#include "routing/provider/ProviderCall.h"
#include "routing/route/Candidate.h"

#include <optional>
#include <string>
#include <vector>

namespace signalbox::routing {

class TokenCounter;

/// A request as one provider is asked it in another dialect.
struct TranslatedRequest
{
    std::string path; ///< and query, with the base URL's path
    std::string body;
    std::vector<Losses::Loss> losses;
};

/// What a client asked. All that it refers to must outlive what uses it.
struct AskedRequest
{
    const std::string &body; ///< with the padding that readers of JSON want behind it
    const QString &model; ///< the name asked for
    Endpoint endpoint;
    std::string_view method; ///< Gemini's, and Ollama's for embeddings; see ServedPath
    bool stream = false;
    bool serverSentEvents = true;
};

/// One client's request for providers of other dialects, and their answers for the client. The body
/// is read once, when first needed.
class RequestTranslations final
{
public:
    /// \a memory must outlive it.
    RequestTranslations(const AskedRequest &asked, ReasoningMemory &memory)
        : m_asked(asked)
        , m_memory(memory)
    {}

    /// When an answer comes.
    struct Circumstances
    {
        std::string_view exchangeId; ///< must outlive the answer
        qint64 nowMs = 0; ///< the wall clock
        qint64 waitedNs = 0; ///< since the client asked
    };

    /// The request for \a candidate, which is reached at \a path; nothing when it cannot be said
    /// there, see problem(). \a nowMs is the wall clock.
    [[nodiscard]] std::optional<TranslatedRequest> write(const Candidate &candidate,
                                                         const ProviderPath &path, qint64 nowMs);
    /// Why the last write() gave nothing: a 400 that names the field.
    [[nodiscard]] const DialectError &problem() const { return m_problem; }
    /// What turns the answer that begins with \a head, of \a candidate's provider, into the
    /// client's dialect; after a write() that worked, which must be outlived.
    [[nodiscard]] std::unique_ptr<TranslatedAnswer> answer(const Candidate &candidate,
                                                           const ProviderResponseHead &head,
                                                           const Circumstances &now) const;

    /// The client's answer to its question for a count, made here; nothing when the request cannot
    /// be read, see problem().
    struct CountedHere
    {
        std::string body;
        bool isEstimate = true;
    };
    [[nodiscard]] std::optional<CountedHere> count(const Candidate &candidate,
                                                   const TokenCounter &counter);

private:
    /// False when the request cannot be read.
    bool isReadable();
    void read();
    void readFrom(const Json &body);
    /// The path and body of a conversation, and of embeddings.
    void writeGenerate(const Candidate &candidate, const ProviderPath &path, qint64 nowMs,
                       TranslatedRequest &request, Losses &losses);
    void writeEmbed(const Candidate &candidate, const ProviderPath &path,
                    TranslatedRequest &request, Losses &losses) const;
    void writeCountRequest(const Candidate &candidate, const ProviderPath &path,
                           TranslatedRequest &request, Losses &losses) const;
    [[nodiscard]] std::unique_ptr<TranslatedAnswer> countAnswer(const Candidate &candidate) const;
    [[nodiscard]] std::unique_ptr<TranslatedAnswer> embedAnswer(const Candidate &candidate,
                                                                std::string_view exchangeId) const;
    [[nodiscard]] bool is(Operation operation) const
    {
        return m_asked.endpoint.operation == operation;
    }

    AskedRequest m_asked;
    ReasoningMemory &m_memory;
    bool m_wasRead = false;
    std::optional<DialectError> m_readProblem;
    Conversation m_conversation; ///< of Operation::Generate and CountTokens
    EmbeddingRequest m_embedding; ///< of Operation::Embed
    DialectError m_problem;
};

} // namespace signalbox::routing
