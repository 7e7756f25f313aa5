// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/anthropic/ClaudeParts.h"

#include "routing/dialect/ConversationTools.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <utility>

namespace signalbox::routing {

namespace {

/// The type of an image that came without one, by its first bytes in base64.
std::string_view guessedImageType(std::string_view base64)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> beginnings{
        {{"iVBOR", "image/png"},
         {"/9j/", "image/jpeg"},
         {"R0lG", "image/gif"},
         {"UklGR", "image/webp"}}};
    for (const auto &[beginning, type] : beginnings) {
        if (base64.starts_with(beginning))
            return type;
    }
    return {};
}

bool isImageType(std::string_view type)
{
    return type == "image/png" || type == "image/jpeg" || type == "image/gif"
        || type == "image/webp";
}

class PartFilter final
{
public:
    PartFilter(const Message &message, const Conversation &conversation, const ClaudeHouse &house,
               Losses &losses)
        : m_message(message)
        , m_dialect(conversation.dialect)
        , m_house(house)
        , m_losses(losses)
    {}

    std::optional<Part> operator()(TextPart part)
    {
        if (part.text.find_first_not_of(" \t\r\n") == std::string::npos) {
            if (!part.text.empty())
                drop(part.notes, "takes no texts of nothing but white space");
            return std::nullopt;
        }
        return keep(std::move(part));
    }
    std::optional<Part> operator()(const RefusalPart &part)
    {
        return (*this)(TextPart{.text = part.text, .notes = part.notes});
    }
    std::optional<Part> operator()(MediaPart part)
    {
        if (!canSay(part))
            return std::nullopt;
        return keep(std::move(part));
    }
    std::optional<Part> operator()(ToolCallPart part)
    {
        if (!isHome() && !isPlainName(part.name))
            refuse(part.notes, "takes names of tools made of letters, digits, _ and - only");
        return keep(std::move(part));
    }
    std::optional<Part> operator()(ToolResultPart part)
    {
        std::vector<ContentPart> content;
        for (ContentPart &piece : part.content) {
            std::optional<Part> kept = std::visit(
                [this](auto &&kind) { return (*this)(std::forward<decltype(kind)>(kind)); },
                std::move(piece));
            if (kept)
                takeContent(std::move(*kept), content);
        }
        part.content = std::move(content);
        return keep(std::move(part));
    }
    std::optional<Part> operator()(ReasoningPart part)
    {
        const bool isWhole = !part.signature.empty() || !part.encrypted.empty();
        if (part.family == ReasoningPart::Family::Anthropic && isWhole)
            return keep(std::move(part));
        drop(part.notes, "takes no thoughts of other models");
        return std::nullopt;
    }
    std::optional<Part> operator()(OtherPart part)
    {
        if (isHome() && part.dialect == models::ClientDialect::Anthropic)
            return part;
        m_losses.dropped(pathFor(part.notes),
                         std::string(m_house.name).append(" has nothing like ").append(part.kind));
        return std::nullopt;
    }

private:
    [[nodiscard]] bool isHome() const
    {
        return m_house.isAnthropic && m_dialect == models::ClientDialect::Anthropic;
    }
    [[nodiscard]] std::string_view pathFor(const PartNotes &notes) const
    {
        return notes.path.empty() ? m_message.path : notes.path;
    }
    void drop(const PartNotes &notes, std::string_view reason)
    {
        m_losses.dropped(pathFor(notes), std::string(m_house.name).append(" ").append(reason));
    }
    void refuse(const PartNotes &notes, std::string_view reason)
    {
        m_losses.impossible(pathFor(notes),
                            std::string(m_house.name).append(" ").append(reason).append("."));
    }

    template<typename Kind>
    Part keep(Kind part)
    {
        if (!isHome()) {
            dropRest(m_losses, pathFor(part.notes), part.notes.rest,
                     std::string(m_house.name).append(" does not know it"));
            part.notes.rest.clear();
        }
        return Part(std::move(part));
    }

    static void takeContent(Part &&part, std::vector<ContentPart> &content)
    {
        if (auto *text = std::get_if<TextPart>(&part))
            content.emplace_back(std::move(*text));
        else if (auto *media = std::get_if<MediaPart>(&part))
            content.emplace_back(std::move(*media));
        else if (auto *other = std::get_if<OtherPart>(&part))
            content.emplace_back(std::move(*other));
    }

    bool canSay(MediaPart &part)
    {
        if (!part.fileId.empty() && !isHome()) {
            refuse(part.notes, "does not know files of another provider");
            return false;
        }
        if (!part.url.empty() && !m_house.isAnthropic && !part.url.starts_with("s3://")) {
            refuse(part.notes, "takes no addresses of media, only the bytes");
            return false;
        }
        if (!part.detail.empty() && part.detail != "auto")
            drop(part.notes, "has no detail of images");
        switch (part.kind) {
        case MediaPart::Kind::Image:
            return canSayImage(part);
        case MediaPart::Kind::Document:
            return canSayDocument(part);
        default:
            refuse(part.notes, "takes neither audio nor video");
            return false;
        }
    }

    bool canSayImage(MediaPart &part)
    {
        if (part.mimeType == "image/jpg")
            part.mimeType = "image/jpeg";
        if (part.mimeType.empty())
            part.mimeType = guessedImageType(part.base64);
        if (part.base64.empty() || isImageType(part.mimeType) || isHome())
            return true;
        refuse(part.notes, "takes images as PNG, JPEG, GIF and WebP only");
        return false;
    }

    bool canSayDocument(MediaPart &part)
    {
        if (part.base64.empty() || isHome() || part.mimeType == "application/pdf")
            return true;
        if (part.mimeType.empty() && part.base64.starts_with("JVBER")) {
            part.mimeType = "application/pdf";
            return true;
        }
        if (part.mimeType.starts_with("text/") || part.mimeType == "application/json") {
            part.text =
                QByteArray::fromBase64(QByteArray::fromStdString(part.base64)).toStdString();
            part.base64.clear();
            return true;
        }
        refuse(part.notes, "takes documents as PDF and plain text only");
        return false;
    }

    const Message &m_message;
    models::ClientDialect m_dialect;
    const ClaudeHouse &m_house;
    Losses &m_losses;
};

} // namespace

std::optional<Part> claudePart(const Part &part, const Message &message,
                               const Conversation &conversation, const ClaudeHouse &house,
                               Losses &losses)
{
    return std::visit(PartFilter(message, conversation, house, losses), part);
}

bool isPlainName(std::string_view name)
{
    constexpr std::size_t longestName = 128;
    return !name.empty() && name.size() <= longestName && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '_' || c == '-';
    });
}

} // namespace signalbox::routing
