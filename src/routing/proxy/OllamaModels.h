// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/proxy/ModelCatalog.h"
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
/// cannot call tools or see images, so one of which that is unknown claims it. None claims to
/// think: the CLI would ask for it each time, which other models refuse. What the client \a key may
/// not ask for is unknown, too; null may ask for all.
ShownModel showOllamaModel(const std::string &body, const RoutePlan &plan, ModelCatalog &catalog,
                           qint64 nowMs, const models::ClientKey *key = nullptr);

/// The answer of /api/version: the Ollama whose interface this is. Tools refuse older ones.
std::string ollamaVersion();

} // namespace signalbox::routing
