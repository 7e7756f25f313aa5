// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ConversationTools.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace signalbox::routing {

namespace {

constexpr std::string_view dataScheme = "data:";
constexpr std::string_view base64Mark = ";base64";

struct EffortBudget
{
    std::string_view effort;
    qint64 tokens;
};
constexpr std::array<EffortBudget, 7> effortBudgets{{{"none", 0},
                                                     {"minimal", 1024},
                                                     {"low", 2048},
                                                     {"medium", 8192},
                                                     {"high", 16384},
                                                     {"xhigh", 32768},
                                                     {"max", 32768}}};

template<typename Parts>
std::string joinedText(const Parts &parts)
{
    std::string text;
    for (const auto &part : parts) {
        if (const auto *piece = std::get_if<TextPart>(&part))
            text += piece->text;
    }
    return text;
}

} // namespace

const PartNotes &notesOf(const Part &part)
{
    return std::visit([](const auto &kind) -> const PartNotes & { return kind.notes; }, part);
}

PartNotes &notesOf(Part &part)
{
    return std::visit([](auto &kind) -> PartNotes & { return kind.notes; }, part);
}

const PartNotes &notesOf(const ContentPart &part)
{
    return std::visit([](const auto &kind) -> const PartNotes & { return kind.notes; }, part);
}

std::string pathOf(std::string_view list, std::size_t index)
{
    return std::string(list).append("[").append(std::to_string(index)).append("]");
}

RestFields restOf(const Json &object, std::initializer_list<std::string_view> known)
{
    RestFields rest;
    simdjson::dom::object fields;
    if (object.get(fields) != simdjson::SUCCESS)
        return rest;
    for (const auto [key, value] : fields) {
        if (std::ranges::find(known, key) == known.end())
            rest.emplace_back(key, jsonText(value));
    }
    return rest;
}

std::string toolNameOf(const Conversation &conversation, std::string_view id)
{
    if (id.empty())
        return {};
    for (const Message &message : conversation.messages) {
        for (const Part &part : message.parts) {
            const auto *call = std::get_if<ToolCallPart>(&part);
            if (call && call->id == id)
                return call->name;
        }
    }
    return {};
}

std::string plainText(const std::vector<ContentPart> &parts)
{
    return joinedText(parts);
}

std::string plainText(const std::vector<Part> &parts)
{
    return joinedText(parts);
}

Turns turnsOf(const Conversation &conversation)
{
    Turns turns;
    for (const Message &message : conversation.messages) {
        if (message.role == Message::Role::System || message.role == Message::Role::Developer) {
            turns.system.push_back(message);
            continue;
        }
        if (turns.others.empty() || turns.others.back().role != message.role) {
            turns.others.push_back(message);
            continue;
        }
        std::ranges::copy(message.parts, std::back_inserter(turns.others.back().parts));
    }
    return turns;
}

MediaPart mediaFromUrl(std::string_view url, MediaPart::Kind kind)
{
    MediaPart media;
    media.kind = kind;
    const std::size_t comma = url.find(',');
    const std::string_view head = url.substr(0, comma);
    if (!url.starts_with(dataScheme) || comma == std::string_view::npos
        || !head.ends_with(base64Mark)) {
        media.url = url;
        return media;
    }
    std::string_view type = head.substr(dataScheme.size());
    media.mimeType = type.substr(0, type.find(';'));
    media.base64 = url.substr(comma + 1);
    return media;
}

std::string dataUrl(const MediaPart &media)
{
    return std::string(dataScheme)
        .append(media.mimeType)
        .append(base64Mark)
        .append(",")
        .append(media.base64);
}

MediaPart::Kind mediaKind(std::string_view mimeType)
{
    if (mimeType.starts_with("image/"))
        return MediaPart::Kind::Image;
    if (mimeType.starts_with("audio/"))
        return MediaPart::Kind::Audio;
    return mimeType.starts_with("video/") ? MediaPart::Kind::Video : MediaPart::Kind::Document;
}

bool isJsonObject(std::string_view json)
{
    thread_local simdjson::dom::parser parser;
    Json root;
    return parser.parse(json.data(), json.size()).get(root) == simdjson::SUCCESS
        && root.is_object();
}

qint64 budgetForEffort(std::string_view effort)
{
    const auto *const found = std::ranges::find(effortBudgets, effort, &EffortBudget::effort);
    constexpr qint64 medium = 8192;
    return found == effortBudgets.end() ? medium : found->tokens;
}

std::string_view effortForBudget(qint64 tokens)
{
    if (tokens < 0)
        return "medium"; // as much as it likes
    for (const EffortBudget &step : effortBudgets) {
        if (tokens <= step.tokens)
            return step.effort;
    }
    return "xhigh";
}

void dropRest(Losses &losses, std::string_view path, const RestFields &rest,
              std::string_view reason)
{
    for (const auto &[name, json] : rest)
        losses.dropped(path.empty() ? name : std::string(path).append(".").append(name), reason);
}

std::vector<std::string_view> saidOf(const Json &object, std::span<const std::string_view> names)
{
    std::vector<std::string_view> said;
    for (const std::string_view name : names) {
        const std::optional<Json> value = field(object, name);
        if (!value || value->is_null() || (value->is_array() && asArray(*value).empty())
            || (value->is_object() && value->get_object().value_unsafe().size() == 0))
            continue;
        said.push_back(name);
    }
    return said;
}

} // namespace signalbox::routing
