// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/dialect/Codec.h"

#include <QByteArray>
#include <QJsonDocument>

namespace signalbox::tests {

/// \a json as compact text with its members in order, so that it can be compared.
inline QByteArray canonical(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).toJson(QJsonDocument::Compact);
}

inline QByteArray canonical(const std::string &json)
{
    return canonical(QByteArray::fromStdString(json));
}

/// What \a codec reads in \a body.
inline routing::RequestReading readRequest(const routing::ClientCodec &codec,
                                           const QByteArray &body, bool isStream = false)
{
    simdjson::dom::parser parser;
    routing::Json root;
    const std::string text = body.toStdString();
    if (parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS)
        qFatal("the test's request is no JSON");
    return codec.readRequest(root, {.model = "asked", .stream = isStream});
}

/// A request that was written, and what was lost on the way.
struct Written
{
    QByteArray body; ///< canonical
    QByteArrayList losses; ///< paths
    QByteArray problem; ///< the field that made it impossible
};

/// What \a codec writes of \a conversation for the model "m".
inline Written writeRequest(const routing::ProviderCodec &codec,
                            const routing::Conversation &conversation,
                            const models::Provider &provider = {})
{
    routing::Losses losses;
    Written written;
    written.body =
        canonical(codec.writeRequest(conversation, {.model = "m", .provider = provider}, losses));
    for (const auto &loss : losses.all())
        written.losses.append(QByteArray::fromStdString(loss.path));
    if (losses.problem())
        written.problem = QByteArray::fromStdString(losses.problem()->param);
    return written;
}

} // namespace signalbox::tests
