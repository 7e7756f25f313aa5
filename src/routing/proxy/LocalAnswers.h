// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/ServedPath.h"
#include "routing/http/HttpRequest.h"
#include "routing/proxy/Metrics.h"
#include "routing/proxy/ModelCatalog.h"
#include "routing/route/RoutePlan.h"

namespace signalbox::routing {

class FeedbackDesk;
struct Surroundings;
class HttpConnection;

/// What the proxy can say without asking anybody.
struct LocalFacts
{
    const RoutePlan &plan;
    ModelCatalog &catalog;
    qint64 nowMs; ///< the wall clock
    const ProxyCounters &counters; ///< but for those in flight
    const Scoreboard &scoreboard;
    int inFlight = 0;
    FeedbackDesk &feedback;
    const QString &firstRunClient; ///< recorded for the key of the first run
    const Surroundings &surroundings; ///< what an explanation decides by
    const models::ClientKey *key = nullptr; ///< who asks; null may ask for everything
};

/// Answers what needs no provider, on the spot: health, metrics, lists of models, explanations,
/// feedback.
void answerLocally(HttpConnection &connection, const HttpRequest &request, const ServedPath &served,
                   const LocalFacts &facts);
/// 404 in the dialect that the path looks like.
void answerUnknownPath(HttpConnection &connection, const HttpHead &head);
/// 401 in the dialect that the path looks like.
void answerStranger(HttpConnection &connection, const HttpHead &head);
/// 405 with the methods that \a served knows.
void answerWrongMethod(HttpConnection &connection, const HttpHead &head, const ServedPath &served);

} // namespace signalbox::routing
