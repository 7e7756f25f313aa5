// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/embedding/EmbeddingWords.h"

#include "routing/dialect/ConversationTools.h"

#include <algorithm>
#include <array>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

struct PurposeWord
{
    std::string_view word;
    EmbeddingPurpose purpose;
};

/// Gemini's words first: geminiTaskType() looks here too.
constexpr std::array purposeWords{
    PurposeWord{"RETRIEVAL_DOCUMENT", EmbeddingPurpose::Document},
    PurposeWord{"RETRIEVAL_QUERY", EmbeddingPurpose::Query},
    PurposeWord{"SEMANTIC_SIMILARITY", EmbeddingPurpose::Similarity},
    PurposeWord{"CLASSIFICATION", EmbeddingPurpose::Classification},
    PurposeWord{"CLUSTERING", EmbeddingPurpose::Clustering},
    PurposeWord{"QUESTION_ANSWERING", EmbeddingPurpose::QuestionAnswering},
    PurposeWord{"FACT_VERIFICATION", EmbeddingPurpose::FactVerification},
    PurposeWord{"CODE_RETRIEVAL_QUERY", EmbeddingPurpose::CodeQuery},
    PurposeWord{"TASK_TYPE_UNSPECIFIED", EmbeddingPurpose::Unset},
    PurposeWord{"search_document", EmbeddingPurpose::Document},
    PurposeWord{"search_query", EmbeddingPurpose::Query},
    PurposeWord{"classification", EmbeddingPurpose::Classification},
    PurposeWord{"clustering", EmbeddingPurpose::Clustering},
    PurposeWord{"document", EmbeddingPurpose::Document}, // Voyage
    PurposeWord{"query", EmbeddingPurpose::Query},
    PurposeWord{"passage", EmbeddingPurpose::Document}, // NVIDIA
};

std::string_view dimensionsName(ClientDialect dialect)
{
    return dialect == ClientDialect::Gemini ? "outputDimensionality" : "dimensions";
}

std::string_view truncateName(ClientDialect dialect)
{
    return dialect == ClientDialect::Gemini ? "autoTruncate" : "truncate";
}

/// Notes what is lost of each input. Purposes told once for all inputs are named once.
class InputLosses
{
public:
    InputLosses(const EmbeddingRequest &request, const EmbeddingHouse &house, Losses &losses)
        : m_request(request)
        , m_house(house)
        , m_losses(losses)
    {}

    void note(const EmbeddingInput &input)
    {
        if (!input.tokensJson.empty() && !m_house.takesTokens)
            m_losses.impossible(input.path, name() + " takes texts, no token ids.");
        if (!input.title.empty() && !m_house.takesTitle)
            drop(memberPath(input.holder, "title"), name() + " takes no titles of documents");
        if (m_house.family == m_request.dialect)
            return;
        if (!input.purposeWord.empty() && !m_house.takesPurpose)
            drop(purposePath(m_request, input), name() + " does not ask what embeddings are for");
        dropRest(m_losses, input.holder, input.rest, name() + " does not know it");
    }

private:
    [[nodiscard]] std::string name() const { return std::string(m_house.name); }

    void drop(std::string path, std::string_view reason)
    {
        if (path == m_last)
            return;
        m_losses.dropped(path, reason);
        m_last = std::move(path);
    }

    const EmbeddingRequest &m_request;
    const EmbeddingHouse &m_house;
    Losses &m_losses;
    std::string m_last;
};

/// Where the inputs stood as a whole: `input`, `requests`.
std::string_view listName(const EmbeddingRequest &request)
{
    return request.form == EmbeddingRequest::Form::Batch ? "requests" : "input";
}

} // namespace

void noteEmbeddingLosses(const EmbeddingRequest &request, const EmbeddingHouse &house,
                         Losses &losses)
{
    const std::string name(house.name);
    if (house.mostInputs > 0 && request.inputs.size() > house.mostInputs)
        losses.impossible(listName(request),
                          house.mostInputs == 1
                              ? name + " embeds one text in a call: send each on its own."
                              : name + " embeds at most " + std::to_string(house.mostInputs)
                                  + " texts in a call: send fewer at once.");
    InputLosses inputLosses(request, house, losses);
    for (const EmbeddingInput &input : request.inputs)
        inputLosses.note(input);
    if (request.dimensions && !house.takesDimensions)
        losses.impossible(dimensionsName(request.dialect),
                          name + " cannot be told how long its vectors are to be.");
    if (request.truncate && !house.takesTruncate)
        losses.dropped(truncateName(request.dialect),
                       name + " decides itself about inputs that are too long");
    if (house.family == request.dialect)
        return;
    if (!request.user.empty())
        losses.dropped("user", name + " does not ask who the user is");
    dropRest(losses, "", request.rest, name + " does not know it");
}

models::TokenUsage embeddingUsage(const std::optional<Json> &holder, std::string_view key)
{
    constexpr qint64 mostTokens = 1'000'000'000'000;
    models::TokenUsage usage;
    const qint64 count = holder ? integerField(*holder, key).value_or(-1) : -1;
    if (count >= 0 && count <= mostTokens) {
        usage.input = count;
        usage.output = 0;
    }
    return usage;
}

std::string purposePath(const EmbeddingRequest &request, const EmbeddingInput &input)
{
    return memberPath(input.holder,
                      request.dialect == ClientDialect::Gemini ? "taskType" : "input_type");
}

std::string memberPath(std::string_view holder, std::string_view member)
{
    return holder.empty() ? std::string(member) : std::string(holder).append(".").append(member);
}

std::string_view geminiTaskType(EmbeddingPurpose purpose)
{
    if (purpose == EmbeddingPurpose::Unset)
        return {};
    const auto *const found = std::ranges::find(purposeWords, purpose, &PurposeWord::purpose);
    return found == purposeWords.end() ? std::string_view() : found->word;
}

EmbeddingPurpose embeddingPurpose(std::string_view word)
{
    if (word.empty())
        return EmbeddingPurpose::Unset;
    const auto *const found = std::ranges::find(purposeWords, word, &PurposeWord::word);
    return found == purposeWords.end() ? EmbeddingPurpose::Other : found->purpose;
}

} // namespace signalbox::routing
