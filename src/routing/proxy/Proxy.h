// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Clock.h"
#include "models/traffic/ExchangeRecord.h"
#include "routing/http/ClientChannel.h"
#include "routing/http/HttpServer.h"
#include "routing/provider/ProviderAccessManager.h"
#include "routing/proxy/AnswerLessons.h"
#include "routing/proxy/Exchange.h"
#include "routing/proxy/FeedbackDesk.h"
#include "routing/proxy/Gatekeeper.h"
#include "routing/proxy/Metrics.h"
#include "routing/proxy/ModelCatalog.h"
#include "routing/proxy/ProxyService.h"
#include "routing/proxy/ProxySnapshot.h"
#include "routing/proxy/ScoreboardKeeper.h"
#include "routing/proxy/TokenCounter.h"
#include "routing/route/HealthProbes.h"
#include "routing/route/Scoreboard.h"
#include "routing/secrets/KeyRing.h"
#include "routing/spending/SpendingStore.h"

#include <QBasicTimer>
#include <QObject>
#include <QRandomGenerator>
#include <QSet>

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace signalbox::routing {

/// The proxy itself: listener, exchanges, provider connections. Everything here lives on the proxy
/// thread and needs no lock; ProxyService is its face to the other threads.
class Proxy final : public QObject, private HttpHandler, private ExchangeHost
{
    Q_OBJECT

public:
    explicit Proxy(const models::Clock &clock, QObject *parent = nullptr);
    ~Proxy() override;
    Q_DISABLE_COPY_MOVE(Proxy)

    void setPolicy(std::shared_ptr<const models::Policy> policy);
    void setKeys(KeyRingSnapshot keys);
    /// What is known of prices and models, from now on.
    void setBooks(std::shared_ptr<const models::PriceBook> prices,
                  std::shared_ptr<const models::ModelTable> models);
    [[nodiscard]] ModelCatalog &catalog() { return m_catalog; }

    /// Starts listening. The reason when it cannot, else Reason::None.
    ListenFailure listen(const ProxySettings &settings);
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] QString address() const;
    /// Stops accepting; emits stopped() when the last exchange ended, at most \a graceMs later.
    void stop(int graceMs);

    [[nodiscard]] int inFlight() const { return static_cast<int>(m_exchanges.size()); }
    [[nodiscard]] Scoreboard &scores() { return m_state.scoreboard; }
    [[nodiscard]] RoutingState &routingState() { return m_state; }
    /// The client side's limits, for connections accepted from now on.
    void setLimits(const HttpLimits &limits) { m_server.setLimits(limits); }
    /// What chance decides comes again after the same \a seed.
    void setSeed(quint32 seed) { m_random.seed(seed); }
    /// Asked as every exchange ends; none has room for everything.
    void setRecordRoom(std::function<models::RecordRoom()> room) { m_room = std::move(room); }
    [[nodiscard]] ProviderAccessManager &providerManager() { return m_manager; }
    [[nodiscard]] TokenCounter &tokenCounter() { return m_tokens; }
    [[nodiscard]] FeedbackDesk &feedback() { return m_feedback; }

signals:
    /// Finished exchanges, gathered; at most ten times a second.
    void recordsFinished(const signalbox::models::RecordBatch &batch);
    void inFlightChanged(int exchanges);
    void stopped();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    // HttpHandler
    std::optional<HttpRefusal> checkHead(const HttpHead &head) override;
    HttpRefusal malformed(int status, const std::string &message, std::string_view target) override;
    void handle(HttpConnection &connection, HttpRequest request) override;

    // ExchangeHost
    ProviderAccessManager &manager() override { return m_manager; }
    const models::Clock &clock() const override { return m_clock; }
    RoutingState &state() override { return m_state; }
    ReasoningMemory &reasoning() override { return m_reasoning; }
    TokenCounter &tokens() override { return m_tokens; }
    AnswerLessons &lessons() override { return m_lessons; }
    double random() override { return m_random.generateDouble(); }
    void wakeLater(quint64 id, qint64 delayMs, int alarm) override;
    void startShadow(ShadowWish wish) override;
    models::RecordRoom recordRoom() override
    {
        return m_room ? m_room() : models::RecordRoom::Everything;
    }
    void exchangeEnded(quint64 id, models::ExchangeRecord record,
                       const QString &conversation) override;

    void startExchange(HttpConnection &connection, HttpRequest request, ServedPath served,
                       const models::ClientKey *key);
    void start(std::unique_ptr<Exchange> exchange);
    /// Takes over what was learned beside the road.
    void takeLessons();
    /// Sends the health probes that are due.
    void probe();
    /// Of all keys that a candidate could be asked with.
    struct KeysHealth
    {
        bool areBarred = false; ///< by their breakers
        bool isAskedToWait = false; ///< they are, and the provider wishes one of them to be
    };
    [[nodiscard]] KeysHealth keysHealth(const Candidate &candidate, qint64 nowNs);
    void startProbe(const QString &target);
    /// Fills the budgets with what the data directory says was spent.
    void openSpending(const QString &dataDirectory);
    /// Budgets are kept while there are any.
    void watchSpending();
    /// Hands what was spent since the last time to the writer.
    void keepSpending();
    void remake();
    quint64 nextId();
    void flushRecords();
    void cancelAll();
    void checkStopped();

    const models::Clock &m_clock;
    ProviderAccessManager m_manager;
    HttpServer m_server;
    Gatekeeper m_gatekeeper;
    QString m_clientName; ///< of the key of the first run
    QSet<QString> m_unreadableKeys; ///< of clients, that the log has told
    std::shared_ptr<const models::Policy> m_policy;
    KeyRingSnapshot m_keys;
    std::shared_ptr<ProxySnapshot> m_snapshot;
    RoutingState m_state;
    ReasoningMemory m_reasoning;
    TokenCounter m_tokens;
    ProxyCounters m_counters;
    ModelCatalog m_catalog;
    FeedbackDesk m_feedback;
    AnswerLessons m_lessons;
    HealthProbes m_probes;
    ScoreboardKeeper m_keeper;
    SilentChannel m_nobody; ///< where the answers of shadows and probes go
    std::unordered_map<quint64, std::unique_ptr<Exchange>> m_exchanges;
    /// Ended ones, still on the call stack perhaps; cleared at the next chance.
    std::vector<std::unique_ptr<Exchange>> m_ended;
    std::vector<models::ExchangeRecord> m_records;
    std::function<models::RecordRoom()> m_room;
    QRandomGenerator m_random = QRandomGenerator::securelySeeded();
    QBasicTimer m_flushTimer;
    QBasicTimer m_stopTimer;
    QBasicTimer m_probeTimer;
    QBasicTimer m_keeperTimer;
    SpendingStore m_spending;
    QBasicTimer m_spendingTimer;
    quint64 m_lastId = 0;
    int m_lastInFlight = 0;
    bool m_isStopping = false;
};

} // namespace signalbox::routing
