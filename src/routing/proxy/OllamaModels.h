// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/route/RoutePlan.h"

#include <QString>

#include <string>

namespace signalbox::routing {

/// What Ollama's clients ask of a server beside the chat: the Ollama CLI and SDKs, Open WebUI,
/// editors. Fields of theirs that only a model in a file has are there and empty.

/// The entry of \a name in /api/tags.
std::string ollamaModelEntry(const QString &name);

struct ShownModel
{
    int status = 200;
    std::string json;
};
/// The answer of /api/show to \a body: 404 for what is no name in \a plan. Tools hide models that
/// cannot call tools or see images; whether one can is its provider's to say, so all claim it.
/// None claims to think: the CLI would ask for it each time, which other models refuse.
ShownModel showOllamaModel(const std::string &body, const RoutePlan &plan);

/// The answer of /api/version: the Ollama whose interface this is. Tools refuse older ones.
std::string ollamaVersion();

} // namespace signalbox::routing
