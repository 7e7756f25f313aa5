// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiPartReader.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/gemini/GeminiField.h"

#include <algorithm>
#include <array>
#include <utility>

namespace signalbox::routing {

namespace {

constexpr std::array<std::string_view, 4> ownKinds{"executableCode", "codeExecutionResult",
                                                   "toolCall", "toolResponse"};

std::string inside(const std::string &path, std::string_view name)
{
    return std::string(path).append(".").append(name);
}

void append(RestFields &rest, RestFields more)
{
    std::ranges::move(more, std::back_inserter(rest));
}

/// A file that only Google can reach, by its name or its address.
bool isOwnFile(std::string_view uri)
{
    return uri.find("://") == std::string_view::npos || uri.starts_with("gs://")
        || uri.starts_with("https://generativelanguage.googleapis.com/");
}

bool isVideoPage(std::string_view uri)
{
    return uri.find("youtube.com/") != std::string_view::npos
        || uri.find("youtu.be/") != std::string_view::npos;
}

class PartReader
{
public:
    PartReader(const std::string &path, FieldCheck &check, std::vector<Part> &parts)
        : m_path(path)
        , m_check(check)
        , m_parts(parts)
    {}

    void read(const Json &part)
    {
        if (!part.is_object()) {
            m_check.fail(m_path, "must be an object");
            return;
        }
        m_signature =
            m_check.text(geminiField(part, "thoughtSignature"), inside(m_path, "thoughtSignature"));
        if (const auto call = geminiField(part, "functionCall"))
            readCall(part, *call);
        else if (const auto result = geminiField(part, "functionResponse"))
            readResult(part, *result);
        else if (const auto data = geminiField(part, "inlineData"))
            readMedia(part, *data, "inlineData");
        else if (const auto file = geminiField(part, "fileData"))
            readMedia(part, *file, "fileData");
        else if (const std::string_view kind = ownKind(part); !kind.empty())
            m_parts.emplace_back(OtherPart{.dialect = models::ClientDialect::Gemini,
                                           .kind = std::string(kind),
                                           .json = jsonText(part),
                                           .notes = {.path = m_path}});
        else
            readText(part);
    }

private:
    static std::string_view ownKind(const Json &part)
    {
        const auto *const found = std::ranges::find_if(
            ownKinds, [&](std::string_view kind) { return geminiField(part, kind).has_value(); });
        return found == ownKinds.end() ? std::string_view() : *found;
    }

    PartNotes notes(RestFields rest) { return {.path = m_path, .rest = std::move(rest)}; }

    void readText(const Json &part)
    {
        const std::optional<Json> value = geminiField(part, "text");
        if (!value && m_signature.empty()) {
            readUnknown(part);
            return;
        }
        std::string text = m_check.text(value, inside(m_path, "text"));
        const bool isThought =
            m_check.boolean(geminiField(part, "thought"), inside(m_path, "thought"))
                .value_or(false);
        RestFields rest = geminiRest(part, {"text", "thought", "thoughtSignature"});
        if (isThought || text.empty()) {
            if (isThought || !m_signature.empty())
                thought(std::move(text), std::move(rest));
            else
                m_parts.emplace_back(TextPart{.notes = notes(std::move(rest))});
            return;
        }
        m_parts.emplace_back(TextPart{.text = std::move(text), .notes = notes(std::move(rest))});
        if (!m_signature.empty())
            thought({}, {});
    }

    void thought(std::string text, RestFields rest)
    {
        m_parts.emplace_back(ReasoningPart{.family = ReasoningPart::Family::Gemini,
                                           .text = std::move(text),
                                           .signature = m_signature,
                                           .notes = notes(std::move(rest))});
    }

    void readUnknown(const Json &part)
    {
        RestFields fields = geminiRest(part, {"thought"});
        if (fields.empty()) {
            m_check.fail(m_path, "has no data");
            return;
        }
        m_parts.emplace_back(OtherPart{.dialect = models::ClientDialect::Gemini,
                                       .kind = fields.front().first,
                                       .json = jsonText(part),
                                       .notes = {.path = m_path}});
    }

    void readCall(const Json &part, const Json &call)
    {
        const std::string path = inside(m_path, "functionCall");
        if (!m_check.object(call, path))
            return;
        const auto args = geminiField(call, "args");
        ToolCallPart made{.id = m_check.text(geminiField(call, "id"), inside(path, "id")),
                          .name = m_check.text(geminiField(call, "name"), inside(path, "name")),
                          .argumentsJson = m_check.objectJson(args, inside(path, "args")),
                          .signature = m_signature};
        if (made.argumentsJson.empty())
            made.argumentsJson = "{}";
        if (made.name.empty())
            m_check.fail(inside(path, "name"), "is missing or empty");
        made.notes = notes(geminiRest(part, {"functionCall", "thought", "thoughtSignature"}));
        append(made.notes.rest, geminiRest(call, {"id", "name", "args"}, "functionCall."));
        m_parts.emplace_back(std::move(made));
    }

    void readResult(const Json &part, const Json &result)
    {
        const std::string path = inside(m_path, "functionResponse");
        if (!m_check.object(result, path))
            return;
        const auto response =
            m_check.object(geminiField(result, "response"), inside(path, "response"));
        ToolResultPart made{.callId = m_check.text(geminiField(result, "id"), inside(path, "id")),
                            .name = m_check.text(geminiField(result, "name"), inside(path, "name")),
                            .contentJson = response ? jsonText(*response) : "{}"};
        if (made.name.empty())
            m_check.fail(inside(path, "name"), "is missing or empty");
        if (response)
            unwrap(*response, made);
        const bool isText = !made.content.empty();
        readResultMedia(result, inside(path, "parts"), made);
        if (!isText && !made.content.empty() && made.contentJson != "{}") // stands beside media
            made.content.insert(made.content.begin(), TextPart{.text = made.contentJson});
        made.notes = notes(geminiRest(part, {"functionResponse", "thought", "thoughtSignature"}));
        append(made.notes.rest,
               geminiRest(result, {"id", "name", "response", "parts"}, "functionResponse."));
        m_parts.emplace_back(std::move(made));
    }

    /// Gemini's convention: `output` or `result` holds what the function gave, `error` why it
    /// failed; the AI SDK says `content` and repeats the name. Other dialects want that text
    /// without its wrapping.
    static void unwrap(const Json &response, ToolResultPart &made)
    {
        simdjson::dom::object fields;
        if (response.get(fields) != simdjson::SUCCESS)
            return;
        std::string_view holder;
        std::optional<std::string_view> text;
        for (const auto [key, value] : fields) {
            if (key == "name" && asString(value) == std::string_view(made.name))
                continue;
            if (!holder.empty())
                return; // more than one thing: the object itself is the result
            holder = key;
            text = asString(value);
        }
        constexpr std::array<std::string_view, 4> known{"output", "result", "content", "error"};
        if (std::ranges::find(known, holder) == known.end())
            return;
        made.isError = holder == "error";
        if (text)
            made.content.emplace_back(TextPart{.text = std::string(*text)});
    }

    void readResultMedia(const Json &result, const std::string &path, ToolResultPart &made)
    {
        const std::vector<Json> items = m_check.array(geminiField(result, "parts"), path);
        for (std::size_t i = 0; i < items.size(); ++i) {
            const std::string at = pathOf(path, i);
            std::vector<Part> parts;
            PartReader(at, m_check, parts).read(items[i]);
            for (Part &part : parts) {
                if (auto *media = std::get_if<MediaPart>(&part))
                    made.content.emplace_back(std::move(*media));
                else if (auto *other = std::get_if<OtherPart>(&part))
                    made.content.emplace_back(std::move(*other));
                else
                    m_check.fail(at, "must be inlineData or fileData");
            }
        }
    }

    void readMedia(const Json &part, const Json &data, std::string_view name)
    {
        const std::string path = inside(m_path, name);
        if (!m_check.object(data, path))
            return;
        MediaPart media;
        media.mimeType = m_check.text(geminiField(data, "mimeType"), inside(path, "mimeType"));
        media.fileName =
            m_check.text(geminiField(data, "displayName"), inside(path, "displayName"));
        media.base64 = m_check.text(geminiField(data, "data"), inside(path, "data"));
        std::string uri = m_check.text(geminiField(data, "fileUri"), inside(path, "fileUri"));
        media.kind = isVideoPage(uri) ? MediaPart::Kind::Video : mediaKind(media.mimeType);
        if (name == "inlineData" ? media.base64.empty() : uri.empty())
            m_check.fail(inside(path, name == "inlineData" ? "data" : "fileUri"), "is missing");
        (isOwnFile(uri) ? media.fileId : media.url) = std::move(uri);
        media.notes = notes(geminiRest(part, {name, "thought"}));
        append(media.notes.rest,
               geminiRest(data, {"mimeType", "displayName", "data", "fileUri"},
                          std::string(name) + "."));
        m_parts.emplace_back(std::move(media));
    }

    const std::string &m_path;
    FieldCheck &m_check;
    std::vector<Part> &m_parts;
    std::string m_signature;
};

} // namespace

void readGeminiPart(const Json &part, const std::string &path, FieldCheck &check,
                    std::vector<Part> &parts)
{
    PartReader(path, check, parts).read(part);
}

} // namespace signalbox::routing
