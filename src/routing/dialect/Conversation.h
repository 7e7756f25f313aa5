// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"

#include <QtGlobal>

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace signalbox::routing {

/// A request to a language model in no dialect: what every reader of requests makes and every
/// writer takes. A plain value that owns its text; members called `...Json` hold one compact JSON
/// value, empty when there is none.
///
/// What a reader does not understand goes into the nearest `rest`. A writer of the same dialect
/// puts it back; any other names it as lost.

/// Fields that were not understood, in order: name and JSON value.
using RestFields = std::vector<std::pair<std::string, std::string>>;

/// What every part of a message may carry besides what it is.
struct PartNotes
{
    std::string path{}; ///< where it stood in the client's request: `messages[2].content[0]`
    std::string cacheControlJson{}; ///< a cache breakpoint behind this part, as Anthropic writes it
    RestFields rest{};
};

struct TextPart
{
    std::string text{};
    PartNotes notes{};
};

/// The model's own refusal, where a dialect tells it apart from text.
struct RefusalPart
{
    std::string text{};
    PartNotes notes{};
};

/// An image, a document, a recording: inline, by address, or by a file id of one provider.
struct MediaPart
{
    enum class Kind : quint8 { Image, Document, Audio, Video };
    Kind kind = Kind::Image;
    std::string mimeType{}; ///< "image/png"; empty when the client did not say
    std::string base64{}; ///< the bytes; exactly one of base64, url, fileId and text is filled
    std::string url{}; ///< https, never a data: URL
    std::string fileId{}; ///< known to one provider only
    std::string text{}; ///< a plain-text document
    std::string fileName{}; ///< or the document's title
    std::string detail{}; ///< OpenAI's hint for images: low, high, auto
    PartNotes notes{};
};

/// The model asks for a tool.
struct ToolCallPart
{
    std::string id{}; ///< empty where the dialect gives none
    std::string name{};
    std::string argumentsJson{}; ///< an object; what is no JSON object is kept as it came
    std::string signature{}; ///< Gemini's `thoughtSignature` on the call
    bool isFreeForm = false; ///< OpenAI's custom tools: the input is text, not JSON
    PartNotes notes{};
};

/// What the model thought. Opaque halves (signature, encrypted) go back to the family that made
/// them, unchanged, or the next turn fails.
struct ReasoningPart
{
    enum class Family : quint8 { Plain, Anthropic, Gemini, OpenAi };
    Family family = Family::Plain; ///< whose opaque halves these are
    std::string text{}; ///< may be empty beside a signature
    std::string signature{}; ///< Anthropic, Gemini
    std::string encrypted{}; ///< Anthropic's redacted_thinking, OpenAI's encrypted_content
    std::string id{}; ///< OpenAI's item id
    bool isSummary = false; ///< OpenAI: text is a summary
    PartNotes notes{};
};

/// Something only one dialect has: server tools and their results, search citations, containers.
struct OtherPart
{
    models::ClientDialect dialect = models::ClientDialect::Unknown;
    std::string kind{}; ///< its type: `server_tool_use`, `executableCode`
    std::string json{};
    PartNotes notes{};
};

using ContentPart = std::variant<TextPart, MediaPart, OtherPart>;

/// What a tool gave back.
struct ToolResultPart
{
    std::string callId{}; ///< empty where the dialect gives none
    std::string name{}; ///< of the tool; empty where the dialect does not repeat it
    std::vector<ContentPart> content{};
    std::string contentJson{}; ///< Gemini's response object, when the result came as one
    bool isError = false;
    PartNotes notes{};
};

using Part = std::variant<TextPart, RefusalPart, MediaPart, ToolCallPart, ToolResultPart,
                          ReasoningPart, OtherPart>;

/// One turn. Tool results are parts of user turns, whatever role the dialect gives them.
struct Message
{
    enum class Role : quint8 { System, Developer, User, Assistant };
    Role role = Role::User;
    std::vector<Part> parts{};
    std::string name{}; ///< OpenAI's name of the speaker
    std::string path{}; ///< where it stood: `messages[2]`
    RestFields rest{};
};

struct Tool
{
    std::string name{};
    std::string description{};
    std::string schemaJson{}; ///< JSON Schema of the arguments; empty for none
    std::optional<bool> strict{};
    std::string cacheControlJson{};
    std::string path{}; ///< `tools[1]`
    RestFields rest{};
    /// A tool that runs at one provider, or one that takes free text: everything it is.
    std::string otherJson{};
    std::string otherKind{}; ///< `web_search_20250305`, `googleSearch`, `custom`, ...
};

struct ToolChoice
{
    enum class Mode : quint8 {
        Unset,
        Auto,
        None,
        Any, ///< some tool must be called
        Named, ///< the one in `names` must be called
        AnyOf, ///< one of `names` must be called
        AutoOf, ///< none or one of `names`
    };
    Mode mode = Mode::Unset;
    std::vector<std::string> names{};
};

struct AnswerFormat
{
    enum class Kind : quint8 { Text, JsonObject, JsonSchema };
    Kind kind = Kind::Text;
    std::string name{};
    std::string description{};
    std::string schemaJson{};
    std::optional<bool> strict{};
};

struct ReasoningWish
{
    enum class Mode : quint8 { Unset, Off, On, Adaptive };
    Mode mode = Mode::Unset;
    std::string effort{}; ///< none, minimal, low, medium, high, xhigh, max; empty when not given
    std::optional<qint64> budgetTokens{}; ///< -1: as much as the model likes (Gemini)
    std::optional<bool> includeText{}; ///< the client wants to read it
    std::string summary{}; ///< OpenAI: auto, concise, detailed
    bool wantsEncrypted = false; ///< OpenAI: `reasoning.encrypted_content`
};

struct Sampling
{
    std::optional<double> temperature{};
    std::optional<double> topP{};
    std::optional<qint64> topK{};
    std::optional<double> presencePenalty{};
    std::optional<double> frequencyPenalty{};
    std::optional<qint64> seed{};
    std::optional<qint64> candidates{}; ///< how many answers
    std::optional<bool> logprobs{};
    std::optional<qint64> topLogprobs{};
    std::string logitBiasJson{};
};

struct Conversation
{
    models::ClientDialect dialect = models::ClientDialect::Unknown; ///< it was read from
    std::string model{};
    /// System turns stand where the client put them; most writers want them first.
    std::vector<Message> messages{};
    std::vector<Tool> tools{};
    ToolChoice toolChoice;
    std::optional<bool> parallelToolCalls{};
    AnswerFormat format;
    ReasoningWish reasoning;
    Sampling sampling;
    std::optional<qint64> maxTokens{};
    std::vector<std::string> stop{};
    bool stream = false;
    bool isCompletion = false; ///< Ollama: it came as one prompt, and the answer goes as one text
    bool includeUsage = false; ///< OpenAI: the client wants its stream to end with the usage
    std::string user{}; ///< who asks, as the client calls them
    std::string cacheKey{}; ///< OpenAI's prompt_cache_key
    std::string metadataJson{}; ///< OpenAI's own
    std::string serviceTier{};
    RestFields rest{};
};

} // namespace signalbox::routing
