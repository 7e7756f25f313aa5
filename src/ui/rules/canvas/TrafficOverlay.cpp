// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/TrafficOverlay.h"

#include "models/store/RecordStore.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/canvas/GraphScene.h"
#include "ui/widgets/Format.h"

#include <QDateTime>

#include <chrono>

namespace signalbox::ui {

namespace {

constexpr std::chrono::seconds shortInterval{3};
constexpr std::chrono::seconds longInterval{15}; // an hour changes slowly, and takes longer to read

std::chrono::milliseconds lengthOf(TrafficOverlay::Span span)
{
    using namespace std::chrono_literals;
    return span == TrafficOverlay::Span::FiveMinutes ? 5min : 60min;
}

} // namespace

TrafficOverlay::TrafficOverlay(models::RecordStore &store, const RulesDocument &document,
                               GraphScene &scene, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_document(document)
    , m_scene(scene)
{
    connect(&m_timer, &QTimer::timeout, this, &TrafficOverlay::refresh);
    connect(&document, &RulesDocument::graphChanged, this, &TrafficOverlay::show);
}

void TrafficOverlay::setSpan(Span span)
{
    if (span == m_span)
        return;
    m_span = span;
    m_traffic.reset();
    m_timer.setInterval(span == Span::Hour ? longInterval : shortInterval);
    setSeen(m_seen);
    show();
}

void TrafficOverlay::setMeasure(EdgeMeasure measure)
{
    m_measure = measure;
    show();
}

void TrafficOverlay::setSeen(Seen seen)
{
    m_seen = seen;
    if (seen == Seen::No || m_span == Span::Off) {
        m_timer.stop();
        return;
    }
    m_timer.start();
    refresh();
}

void TrafficOverlay::refresh()
{
    // A slow store is asked again when it has answered, not behind its back.
    if (m_span == Span::Off || m_isAsking)
        return;
    m_isAsking = true;
    ask(m_span, [this, asked = m_span](const models::RouteTraffic &traffic) {
        m_isAsking = false;
        if (asked != m_span) {
            refresh();
            return;
        }
        m_traffic = traffic;
        show();
    });
}

void TrafficOverlay::ask(Span span, const std::function<void(const models::RouteTraffic &)> &answer)
{
    models::TrafficFilter filter;
    filter.fromMs = QDateTime::currentMSecsSinceEpoch() - lengthOf(span).count();
    m_store.routeTraffic(filter, mostExchanges, this, answer);
}

void TrafficOverlay::show()
{
    const bool isShown = m_span != Span::Off && m_traffic;
    m_scene.setLoads(isShown ? edgeLoads(*m_traffic, m_document.route(), m_measure)
                             : QHash<QString, EdgeLoad>());
    emit legendChanged(legend());
}

QString TrafficOverlay::spanText(Span span) const
{
    return span == Span::FiveMinutes ? tr("the last 5 minutes") : tr("the last hour");
}

QString TrafficOverlay::legend() const
{
    if (m_span == Span::Off)
        return {};
    if (!m_traffic)
        return tr("Reading what was recorded…");
    const models::EdgeTraffic *all = m_traffic->start(m_document.route().name);
    if (!all)
        return tr("No exchange came to this route in %1.").arg(spanText(m_span));
    const bool isPart = m_traffic->exchanges() >= mostExchanges;
    const QString of = isPart
        ? tr("the newest %1 exchanges of %2").arg(countText(all->exchanges), spanText(m_span))
        : tr("%1 exchanges of %2").arg(countText(all->exchanges), spanText(m_span));
    switch (m_measure) {
    case EdgeMeasure::Share:
        return tr("Width: share of %1.").arg(of);
    case EdgeMeasure::Errors:
        return tr("Green: none failed, amber: under 5 %, red: 5 % or more of %1. Width: share.")
            .arg(of);
    case EdgeMeasure::Cost:
        return tr("Width: share of the cost of %1.").arg(of);
    }
    return {};
}

void TrafficOverlay::askEdge(const models::PortRef &edge)
{
    const Span span = m_span == Span::Off ? Span::Hour : m_span;
    ask(span, [this, edge, span](const models::RouteTraffic &traffic) {
        const models::EdgeTraffic *taken = trafficOf(traffic, m_document.route(), edge);
        const QString title =
            tr("%1 → %2, %3")
                .arg(m_document.route().name, edgeTitle(m_document.graph(), edge), spanText(span));
        emit edgeTaken(
            title, taken ? QSet<quint64>(taken->ids.begin(), taken->ids.end()) : QSet<quint64>());
    });
}

} // namespace signalbox::ui
