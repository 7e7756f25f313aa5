// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/Losses.h"
#include "routing/json/JsonField.h"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// What readers and writers of every dialect have in common.

/// The notes of any part.
const PartNotes &notesOf(const Part &part);
PartNotes &notesOf(Part &part);
const PartNotes &notesOf(const ContentPart &part);

/// "messages[3]", "messages[3].content[0]": where something stood.
std::string pathOf(std::string_view list, std::size_t index);

/// The fields of \a object whose names are not among \a known.
RestFields restOf(const Json &object, std::initializer_list<std::string_view> known);

/// The name of the tool that call \a id asked for, or empty: Gemini's results are matched by name.
std::string toolNameOf(const Conversation &conversation, std::string_view id);

/// The text of \a parts joined; what is no text is left out.
std::string plainText(const std::vector<ContentPart> &parts);
std::string plainText(const std::vector<Part> &parts);

/// System and developer turns, in order, apart from the others; neighbours of the same role
/// merged, as most dialects demand. A system turn in the middle counts to the beginning.
struct Turns
{
    std::vector<Message> system;
    std::vector<Message> others; ///< user and assistant in turn
};
Turns turnsOf(const Conversation &conversation);

/// Media from an address: a `data:` URL becomes its type and bytes, any other address stays one.
MediaPart mediaFromUrl(std::string_view url, MediaPart::Kind kind);
/// The `data:` URL of inline media.
std::string dataUrl(const MediaPart &media);
/// Image, Audio, Video or Document, by a MIME type.
MediaPart::Kind mediaKind(std::string_view mimeType);

/// Whether \a json is one JSON object.
bool isJsonObject(std::string_view json);

/// Tokens to think with for an effort word, and the word for a number of tokens. A convention, no
/// standard: minimal 1024, low 2048, medium 8192, high 16384, xhigh and max 32768.
qint64 budgetForEffort(std::string_view effort);
std::string_view effortForBudget(qint64 tokens);

/// Names every field of \a rest lost, at \a path, because \a reason.
void dropRest(Losses &losses, std::string_view path, const RestFields &rest,
              std::string_view reason);

/// Those of \a names that \a object has and that say something.
std::vector<std::string_view> saidOf(const Json &object, std::span<const std::string_view> names);

} // namespace signalbox::routing
