// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Application.h"

#include "PolicyLoading.h"
#include "models/catalog/PriceBook.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>

namespace signalbox::app {

using models::Policy;

namespace {

Q_LOGGING_CATEGORY(lcApplication, "signalbox.application")

/// The user's own prices, put before the shipped ones.
/// A keychain that does not answer must not keep the proxy from starting.
constexpr int keyPatienceMs = 500;

ClientKey clientKeyFor(const RunOptions &options, const QString &dataDirectory)
{
    if (options.withoutClientKey)
        return {};
    return options.clientKey ? ClientKey{.value = *options.clientKey} : clientKey(dataDirectory);
}

} // namespace

Application::Application(const RunOptions &options, Policy policy, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_dataDirectory(app::dataDirectory(options))
    , m_clientKey(clientKeyFor(options, m_dataDirectory))
    , m_keyResolver(m_secrets)
    , m_store(m_dataDirectory)
    , m_policies(savePath(options), m_dataDirectory)
{
    m_policies.begin(policy);
    connect(&m_policies, &models::PolicyKeeper::policyAdopted, this, &Application::applyPolicy);
    connect(&m_policies, &models::PolicyKeeper::troubled, this,
            [](const QString &problem) { qCWarning(lcApplication).noquote() << problem; });
    m_keyPatience.setSingleShot(true);
    m_keyPatience.setInterval(keyPatienceMs);
    connect(&m_keyPatience, &QTimer::timeout, this, [this] {
        m_hasKeys = true;
        startWhenReady();
    });
    connect(&m_keyResolver, &routing::KeyResolver::resolved, this,
            [this](const routing::KeyRingSnapshot &keys) {
                m_hasKeys = true;
                m_proxy.setKeys(keys);
                startWhenReady();
            });
    loadPrices();
    m_proxy.setRecordSink([this](const models::RecordBatch &batch) { m_store.append(batch); },
                          [this] { return m_store.room(); });
    m_proxy.setFeedbackSink([this](const models::Feedback &feedback) { m_store.append(feedback); });
    applyPolicy(std::move(policy));
}

Application::~Application() = default;

void Application::savePolicy(const Policy &policy, const QString &message,
                             const std::function<void(const QString &problem)> &saved)
{
    m_policies.save(policy, message, this, [this, policy, saved](const QString &problem) {
        if (problem.isEmpty())
            applyPolicy(policy);
        saved(problem);
    });
}

void Application::applyPolicy(Policy policy)
{
    m_policy = std::make_shared<const Policy>(std::move(policy));
    m_proxy.setPolicy(m_policy);
    m_store.setCapture(m_policy->capture);
    m_keyResolver.setPolicy(m_policy);
    emit policyChanged();
}

void Application::startProxy()
{
    m_isStartWanted = true;
    if (!m_hasKeys)
        m_keyPatience.start();
    startWhenReady();
}

routing::ProxySettings Application::proxySettings() const
{
    routing::ProxySettings settings;
    settings.address = m_policy->listen.address;
    settings.port = m_policy->listen.port;
    if (m_options.listen) {
        settings.address = m_options.listen->address;
        settings.port = m_options.listen->port;
    }
    settings.clientKey = m_clientKey.value;
    settings.letsEveryoneIn = m_options.withoutClientKey;
    settings.dataDirectory = m_dataDirectory;
    return settings;
}

void Application::startWhenReady()
{
    // What is spent before its price is known would count as nothing.
    const bool hasPrices = m_hasPrices || m_policy->budgets.isEmpty();
    if (!m_isStartWanted || !m_hasKeys || !hasPrices)
        return;
    m_isStartWanted = false;
    m_keyPatience.stop();
    m_proxy.start(proxySettings());
    constexpr int recalled = 1000; // a user looks at the newest answers
    m_store.page({}, 0, recalled, this, [this](const QList<models::ExchangeRecord> &records) {
        m_store.feedbacks(recalled, this, [this, records](const QList<models::Feedback> &given) {
            m_proxy.recall(records, given);
        });
    });
}

void Application::loadPrices()
{
    // A few megabytes of JSON: not on the way to the first answer.
    m_priceLoader = std::jthread([this, path = pricesPath(m_dataDirectory)] {
        std::shared_ptr<const models::PriceBook> book = models::PriceBook::shipped();
        QFile file(path);
        if (file.open(QIODevice::ReadOnly)) {
            auto own = models::PriceBook::fromJson(file.readAll(), *book);
            if (own)
                book = own.takeValue();
            else
                qCWarning(lcApplication).noquote() << path << own.error().where << own.error().what;
        }
        m_proxy.setBooks(book, models::ModelTable::shipped());
        m_mailbox.post([this] {
            m_hasPrices = true;
            startWhenReady();
        });
    });
}

} // namespace signalbox::app
