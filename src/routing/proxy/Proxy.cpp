// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Proxy.h"

#include "routing/http/HttpConnection.h"
#include "routing/proxy/ClientKeys.h"
#include "routing/proxy/LocalAnswers.h"

#include <QHostAddress>
#include <QTimer>
#include <QTimerEvent>

#include <algorithm>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

constexpr int flushMs = 100;

ListenFailure listenFailure(const QTcpServer &server, const ProxySettings &settings)
{
    const QString where = QStringLiteral("%1:%2").arg(settings.address).arg(settings.port);
    switch (server.serverError()) {
    case QAbstractSocket::AddressInUseError:
        return {.reason = ListenFailure::Reason::PortInUse,
                .message = QStringLiteral("Port %1 is in use by another program (%2).")
                               .arg(settings.port)
                               .arg(where)};
    case QAbstractSocket::SocketAccessError:
        return {.reason = ListenFailure::Reason::NotAllowed,
                .message = QStringLiteral("Listening on %1 is not allowed; ports below 1024 need "
                                          "special rights.")
                               .arg(where)};
    default:
        return {.reason = ListenFailure::Reason::Other,
                .message =
                    QStringLiteral("Cannot listen on %1: %2.").arg(where, server.errorString())};
    }
}

Gatekeeper::NeedsKey keyNeededBy(const ServedPath &served)
{
    const bool isOpen = served.kind == ServedPath::Kind::Health
        || served.kind == ServedPath::Kind::Metrics || served.kind == ServedPath::Kind::Root;
    return isOpen ? Gatekeeper::NeedsKey::No : Gatekeeper::NeedsKey::Yes;
}

} // namespace

Proxy::Proxy(const models::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_manager(this)
    , m_server(*this, this)
    , m_keeper(clock)
{
    m_feedback.setLearn(
        [this](const QString &target, const QString &taskType, double value, double weight) {
            static const QStringList types = models::taskTypeNames();
            AccuracyTable &accuracies = m_state.scoreboard.accuracies();
            const auto type = static_cast<int>(types.indexOf(taskType));
            if (weight < 0)
                accuracies.takeBack(target, type, value, -weight);
            else
                accuracies.judge(target, type, value, weight);
        });
    setPolicy(std::make_shared<models::Policy>(models::Policy::builtIn()));
}

Proxy::~Proxy()
{
    cancelAll();
    // Connections before exchanges: they must not tell exchanges that are gone.
    m_server.closeAll();
    m_exchanges.clear();
    flushRecords();
    m_tokens.save();
    keepSpending();
    m_keeper.save(m_state.scoreboard);
}

void Proxy::setPolicy(std::shared_ptr<const models::Policy> policy)
{
    m_policy = std::move(policy);
    HttpLimits limits = m_server.limits();
    limits.bodyBytes = static_cast<std::uint64_t>(m_policy->limits.bodyMib) * 1024 * 1024;
    m_server.setLimits(limits);
    m_state.scoreboard.setPolicy(*m_policy, m_clock.monotonicNs());
    m_state.budgets.setBudgets(m_policy->budgets);
    watchSpending();
    m_state.cache.clear();
    constexpr int probeTickMs = 1000;
    if (m_policy->breaker.probeInterval.count() > 0)
        m_probeTimer.start(probeTickMs, this);
    else
        m_probeTimer.stop();
    remake();
}

void Proxy::setKeys(KeyRingSnapshot keys)
{
    m_keys = std::move(keys);
    remake();
}

void Proxy::setBooks(std::shared_ptr<const models::PriceBook> prices,
                     std::shared_ptr<const models::ModelTable> models)
{
    m_catalog.setBooks(std::move(prices), std::move(models));
    m_snapshot->books.forget(); // what was unknown so far is not to stay so
}

void Proxy::remake()
{
    m_gatekeeper.setNamedKeys(namedKeys(*m_policy, m_keys, m_state.timeZone));
    warnOfUnreadableKeys(*m_policy, m_keys, m_unreadableKeys);
    m_snapshot = std::make_shared<ProxySnapshot>(m_policy, m_keys, m_gatekeeper.clientKey(),
                                                 m_manager, m_catalog, m_snapshot.get());
}

ListenFailure Proxy::listen(const ProxySettings &settings)
{
    const QHostAddress address(settings.address == QLatin1String("localhost")
                                   ? QStringLiteral("127.0.0.1")
                                   : settings.address);
    if (!address.isLoopback()) {
        return {.reason = ListenFailure::Reason::BadAddress,
                .message = QStringLiteral("%1 is not a loopback address; Signalbox serves this "
                                          "machine only.")
                               .arg(settings.address)};
    }
    m_gatekeeper =
        Gatekeeper(settings.clientKey.toStdString(),
                   settings.letsEveryoneIn ? Gatekeeper::NeedsKey::No : Gatekeeper::NeedsKey::Yes);
    m_tokens.open(settings.dataDirectory);
    openSpending(settings.dataDirectory);
    m_keeper.open(settings.dataDirectory, m_state.scoreboard);
    m_state.scoreboard.setPolicy(*m_policy, m_clock.monotonicNs());
    if (!settings.dataDirectory.isEmpty())
        m_keeperTimer.start(ScoreboardKeeper::saveMs, this);
    m_clientName = settings.letsEveryoneIn ? QString() : settings.clientName;
    remake();
    m_isStopping = false;
    if (!m_server.listen(address, settings.port))
        return listenFailure(m_server, settings);
    // Handshakes before the first request, not in it.
    for (const auto &[provider, access] : m_snapshot->providers) {
        if (access->origin && access->origin->isEncrypted && !provider->http2)
            m_manager.prewarm(*access->origin);
    }
    return {};
}

QString Proxy::address() const
{
    const QHostAddress address = m_server.serverAddress();
    const QString host = address.protocol() == QAbstractSocket::IPv6Protocol
        ? QLatin1Char('[') + address.toString() + QLatin1Char(']')
        : address.toString();
    return QStringLiteral("http://%1:%2").arg(host).arg(m_server.serverPort());
}

void Proxy::stop(int graceMs)
{
    m_isStopping = true;
    m_server.closeIdle();
    m_stopTimer.start(graceMs, this);
    m_flushTimer.start(flushMs, this); // looks whether all is over
    checkStopped();
}

void Proxy::cancelAll()
{
    std::vector<quint64> ids;
    for (const auto &[id, exchange] : m_exchanges)
        ids.push_back(id);
    for (const quint64 id : ids) {
        if (const auto found = m_exchanges.find(id); found != m_exchanges.end())
            found->second->cancel();
    }
}

void Proxy::checkStopped()
{
    if (!m_isStopping || !m_exchanges.empty() || (m_stopTimer.isActive() && m_server.hasUnsent()))
        return;
    m_isStopping = false;
    m_stopTimer.stop();
    m_server.closeAll();
    m_manager.closeIdle();
    flushRecords();
    keepSpending();
    emit stopped();
}

void Proxy::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_flushTimer.timerId()) {
        m_ended.clear();
        takeLessons();
        flushRecords();
        checkStopped();
    } else if (event->timerId() == m_probeTimer.timerId()) {
        probe();
    } else if (event->timerId() == m_keeperTimer.timerId()) {
        m_keeper.save(m_state.scoreboard);
    } else if (event->timerId() == m_spendingTimer.timerId()) {
        keepSpending();
    } else if (event->timerId() == m_stopTimer.timerId()) {
        m_stopTimer.stop();
        cancelAll();
        checkStopped();
    } else {
        QObject::timerEvent(event);
    }
}

std::optional<HttpRefusal> Proxy::checkHead(const HttpHead &head)
{
    const auto needsKey = keyNeededBy(ServedPath::parse(head.path()));
    const auto error = m_gatekeeper.check(head, needsKey, m_clock.wallMs());
    if (!error)
        return std::nullopt;
    ++m_counters.refused;
    const ClientDialect dialect = ServedPath::errorDialect(head.path());
    return HttpRefusal{.status = statusFor(dialect, error->status),
                       .body = errorBody(dialect, *error)};
}

HttpRefusal Proxy::malformed(int status, const std::string &message, std::string_view target)
{
    ++m_counters.refused;
    const ClientDialect dialect = ServedPath::errorDialect(target.substr(0, target.find('?')));
    const DialectError error{.status = status, .message = message, .code = {}, .param = {}};
    return {.status = status, .body = errorBody(dialect, error)};
}

void Proxy::handle(HttpConnection &connection, HttpRequest request)
{
    m_ended.clear();
    ++m_counters.requests;
    const HttpHead head = request.head();
    ServedPath served = ServedPath::parse(head.path());
    if (served.kind == ServedPath::Kind::Unknown) {
        answerUnknownPath(connection, head);
        return;
    }
    if (!served.allows(head.method())) {
        answerWrongMethod(connection, head, served);
        return;
    }
    const int client = m_gatekeeper.clientOf(head);
    if (client == Gatekeeper::nobody && !m_gatekeeper.letsEveryoneIn()
        && keyNeededBy(served) == Gatekeeper::NeedsKey::Yes) {
        // The policy has changed since its head was looked at.
        ++m_counters.refused;
        answerStranger(connection, head);
        return;
    }
    const models::ClientKey *key = client >= 0 ? &m_policy->clients[client] : nullptr;
    const bool isModels = served.endpoint.operation == Operation::ListModels
        || served.endpoint.operation == Operation::GetModel;
    if (served.kind == ServedPath::Kind::Dialect && !isModels) {
        startExchange(connection, std::move(request), std::move(served), key);
        return;
    }
    const Surroundings surroundings = surroundingsOf(*this, *m_snapshot);
    answerLocally(connection, request, served,
                  {.plan = *m_snapshot->plan,
                   .catalog = m_catalog,
                   .nowMs = m_clock.wallMs(),
                   .counters = m_counters,
                   .scoreboard = m_state.scoreboard,
                   .inFlight = inFlight(),
                   .feedback = m_feedback,
                   .firstRunClient = m_clientName,
                   .surroundings = surroundings,
                   .key = key});
}

void Proxy::startExchange(HttpConnection &connection, HttpRequest request, ServedPath served,
                          const models::ClientKey *key)
{
    start(std::make_unique<Exchange>(
        static_cast<ExchangeHost &>(*this), m_snapshot, nextId(), connection,
        ClientCall::read(std::move(request), std::move(served)),
        ExchangeOrigin{.client = key ? key->name : m_clientName, .key = key}));
}

void Proxy::start(std::unique_ptr<Exchange> exchange)
{
    Exchange &running = *exchange;
    m_exchanges.emplace(running.id(), std::move(exchange));
    running.start();
    if (!m_flushTimer.isActive())
        m_flushTimer.start(flushMs, this);
}

quint64 Proxy::nextId()
{
    constexpr unsigned counterBits = 20;
    const quint64 now = static_cast<quint64>(m_clock.wallMs()) << counterBits;
    m_lastId = std::max(m_lastId + 1, now);
    return m_lastId;
}

void Proxy::wakeLater(quint64 id, qint64 delayMs, int alarm)
{
    QTimer::singleShot(static_cast<int>(delayMs), this, [this, id, alarm] {
        if (const auto found = m_exchanges.find(id); found != m_exchanges.end())
            found->second->wake(alarm);
    });
}

void Proxy::flushRecords()
{
    if (inFlight() != m_lastInFlight) {
        m_lastInFlight = inFlight();
        emit inFlightChanged(m_lastInFlight);
    }
    if (m_records.empty()) {
        if (m_exchanges.empty() && m_ended.empty() && !m_lessons.isBusy() && !m_isStopping)
            m_flushTimer.stop();
        return;
    }
    auto batch = std::make_shared<const std::vector<models::ExchangeRecord>>(std::move(m_records));
    m_records.clear();
    emit recordsFinished(batch);
}

} // namespace signalbox::routing
