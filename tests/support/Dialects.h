// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codecs.h"

#include <QByteArray>
#include <QFile>
#include <QList>

#include <optional>

namespace signalbox::tests {

/// A dialect by the name of its files in tests/data/dialects.
struct NamedDialect
{
    QByteArray name;
    models::ProviderDialect provider = models::ProviderDialect::OpenAi;
    std::optional<models::ClientDialect> client; ///< none: nobody's but the provider's
};

inline const QList<NamedDialect> &namedDialects()
{
    using models::ClientDialect;
    using models::ProviderDialect;
    static const QList<NamedDialect> list{
        {"chat", ProviderDialect::OpenAi, ClientDialect::OpenAiChat},
        {"responses", ProviderDialect::OpenAiResponses, ClientDialect::OpenAiResponses},
        {"anthropic", ProviderDialect::Anthropic, ClientDialect::Anthropic},
        {"gemini", ProviderDialect::Gemini, ClientDialect::Gemini},
        {"ollama", ProviderDialect::Ollama, std::nullopt},
        {"bedrock", ProviderDialect::Bedrock, std::nullopt},
    };
    return list;
}

/// A whole file; the test fails loudly when it is not there.
inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("there is no %s", qPrintable(path));
    return file.readAll();
}

/// A chat provider that takes back whatever chat completions can say.
inline models::Provider tolerantProvider()
{
    models::Provider provider;
    provider.quirks = {QStringLiteral("llama.cpp")};
    return provider;
}

} // namespace signalbox::tests
