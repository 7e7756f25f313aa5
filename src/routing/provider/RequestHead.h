// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QNetworkAccessManager>
#include <QNetworkRequest>

#include <string>
#include <string_view>

class QUrl;

namespace signalbox::routing {

/// Whether \a text may stand in a header field: no control bytes that would end the line.
bool isFieldText(std::string_view text);
/// The Host field of \a url: without the port when it is the scheme's own, IPv6 in brackets.
std::string hostField(const QUrl &url);
/// The whole head of an ordinary request. Fields with line breaks in them are left out.
std::string requestHead(QNetworkAccessManager::Operation operation, const QNetworkRequest &request,
                        qint64 bodySize);

} // namespace signalbox::routing
