// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/PolicyKeeper.h"
#include "models/stats/LiveSeries.h"
#include "models/store/RecordStore.h"
#include "routing/provider/ProviderCheck.h"
#include "routing/proxy/ProxyService.h"
#include "support/Wait.h"
#include "ui/FakeSecretStore.h"
#include "ui/SampleTraffic.h"
#include "ui/shell/MainWindow.h"

#include <QSettings>
#include <QTemporaryDir>

#include <memory>
#include <tuple>

namespace signalbox::tests {

/// A provider check that answers from the event loop with what the test says.
class FakeProviderCheck final : public routing::ProviderCheck
{
public:
    FakeProviderCheck(routing::ProviderCheckResult result, QObject *parent)
        : ProviderCheck(parent)
        , m_result(std::move(result))
    {}

    void start(const models::Provider &, const QByteArray &) override
    {
        QTimer::singleShot(0, this, [this] { emit finished(m_result); });
    }
    void cancel() override {}

private:
    routing::ProviderCheckResult m_result;
};

/// The real window over a store in a temporary folder, a stopped proxy and a keychain in memory.
class WindowFixture final
{
public:
    WindowFixture()
        : settings(directory.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
        , store(directory.filePath(QStringLiteral("records")))
        , policies(directory.filePath(QStringLiteral("policy.signalbox.json")), directory.path())
        , policy(std::make_shared<models::Policy>(samplePolicy()))
    {
        policies.begin(*policy);
        QObject::connect(&policies, &models::PolicyKeeper::policyAdopted, &policies,
                         [this](const models::Policy &adopted) { serve(adopted); });
        secrets.values.insert(QStringLiteral("openai"), QStringLiteral("a key"));
    }

    [[nodiscard]] ui::Services services()
    {
        return {.proxy = proxy,
                .store = store,
                .live = live,
                .secrets = secrets,
                .policies = policies,
                .settings = settings,
                .savePolicy =
                    [this](const models::Policy &edited, const QString &message,
                           const ui::Services::Saved &saved) {
                        if (saveProblem.isEmpty()) {
                            policies.save(edited, message, nullptr, {});
                            serve(edited);
                        }
                        saved(saveProblem);
                    },
                .proxySettings =
                    [this] {
                        routing::ProxySettings proxySettings;
                        proxySettings.port = port;
                        proxySettings.clientKey = QStringLiteral("sbx-1f0c7a53e2b94d68");
                        return proxySettings;
                    },
                .makeProviderCheck =
                    [this](QObject *parent) { return new FakeProviderCheck(checkResult, parent); },
                .giveFeedback =
                    [this](quint64 exchange, double value, const QString &comment) {
                        feedback.append({exchange, value, comment});
                    },
                .askFeedback =
                    [this](quint64 exchange, QObject *,
                           const std::function<void(double, const QString &)> &answer) {
                        for (const auto &[id, value, comment] : feedbackBefore) {
                            if (id == exchange)
                                answer(value, comment);
                        }
                    }};
    }

    ui::MainWindow &makeWindow()
    {
        window = std::make_unique<ui::MainWindow>(services());
        window->setPolicy(policy);
        return *window;
    }

    void serve(const models::Policy &served)
    {
        policy = std::make_shared<models::Policy>(served);
        if (window)
            window->setPolicy(policy);
    }

    /// What the composition root does with every batch.
    void feed(std::vector<models::ExchangeRecord> records)
    {
        const auto batch =
            std::make_shared<const std::vector<models::ExchangeRecord>>(std::move(records));
        live.add(batch);
        store.append(batch);
        emit proxy.recordsFinished(batch);
    }

    QTemporaryDir directory;
    QSettings settings;
    models::RecordStore store;
    models::LiveSeries live;
    routing::ProxyService proxy;
    FakeSecretStore secrets;
    models::PolicyKeeper policies;
    std::shared_ptr<const models::Policy> policy;
    QString saveProblem;
    routing::ProviderCheckResult checkResult;
    QList<std::tuple<quint64, double, QString>> feedback; ///< given, in order
    QList<std::tuple<quint64, double, QString>> feedbackBefore; ///< what the store knows
    quint16 port = 4141;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace signalbox::tests
