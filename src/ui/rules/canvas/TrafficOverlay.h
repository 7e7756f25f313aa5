// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/decision/RouteTraffic.h"
#include "models/policy/edit/GraphEdit.h"
#include "ui/rules/canvas/EdgeLoads.h"

#include <QObject>
#include <QSet>
#include <QString>
#include <QTimer>

#include <functional>
#include <optional>

namespace signalbox::models {
class RecordStore;
}

namespace signalbox::ui {

class GraphScene;
class RulesDocument;

/// Draws on the edges of a canvas what recent exchanges made of them, from the store, which reads
/// on a thread of its own. The newest of them stand for all: a busy hour has too many to read.
///
/// Lives on the GUI thread. Only while it is switched on and its parent is seen is anything read.
class TrafficOverlay final : public QObject
{
    Q_OBJECT

public:
    enum class Span : quint8 { Off, FiveMinutes, Hour };
    /// So many of the newest exchanges are read at most.
    static constexpr int mostExchanges = 4'000;

    /// \a store, \a document and \a scene outlive the overlay.
    TrafficOverlay(models::RecordStore &store, const RulesDocument &document, GraphScene &scene,
                   QObject *parent);

    void setSpan(Span span);
    [[nodiscard]] Span span() const { return m_span; }
    void setMeasure(EdgeMeasure measure);
    /// While it is not seen nothing is read.
    enum class Seen : quint8 { No, Yes };
    void setSeen(Seen seen);
    /// Reads what is new. By itself this happens every few seconds.
    void refresh();
    /// What is drawn, in a sentence: what width and colour mean, and of how many exchanges.
    [[nodiscard]] QString legend() const;
    /// Answers with traffic() for the exchanges that took the edge \a edge: within the span that is
    /// shown, or the last hour.
    void askEdge(const models::PortRef &edge);

signals:
    void legendChanged(const QString &legend);
    /// An answer to askEdge(): \a title names the edge and the span. \a ids may be empty.
    void edgeTaken(const QString &title, const QSet<quint64> &ids);

private:
    void ask(Span span, const std::function<void(const models::RouteTraffic &)> &answer);
    void show();
    [[nodiscard]] QString spanText(Span span) const;

    models::RecordStore &m_store;
    const RulesDocument &m_document;
    GraphScene &m_scene;
    QTimer m_timer;
    Span m_span = Span::Off;
    EdgeMeasure m_measure = EdgeMeasure::Share;
    std::optional<models::RouteTraffic> m_traffic; // none: not read yet
    Seen m_seen = Seen::No;
    bool m_isAsking = false;
};

} // namespace signalbox::ui
