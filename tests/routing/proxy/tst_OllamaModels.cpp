// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/OllamaModels.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace signalbox;
using routing::showOllamaModel;

namespace {

routing::RoutePlan plan()
{
    auto policy = std::make_shared<models::Policy>();
    models::Provider provider;
    provider.id = QStringLiteral("p");
    policy->providers.append(provider);
    policy->targets.append(
        {.id = QStringLiteral("t"), .provider = QStringLiteral("p"), .model = QStringLiteral("m")});
    return routing::RoutePlan(policy);
}

QJsonObject object(const std::string &json)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

} // namespace

class OllamaModelsTest final : public QObject
{
    Q_OBJECT

private slots:
    void modelIsShown_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        const auto row = [](const char *body, int status) {
            QTest::newRow(*body != '\0' ? body : "nothing") << QByteArray(body) << status;
        };
        row("{\"model\":\"t\"}", 200);
        row("{\"name\":\"t\"}", 200);
        row("{\"model\":\"t:latest\",\"verbose\":true}", 200);
        row("{\"model\":\"p/anything\"}", 200);
        row("{\"model\":\"nowhere\"}", 404);
        row("{\"model\":7}", 400);
        row("{}", 400);
        row("[]", 400);
        row("{\"model\":\"t\"", 400);
        row("", 400);
    }

    void modelIsShown()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);

        const routing::ShownModel shown = showOllamaModel(body.toStdString(), plan());

        QCOMPARE(shown.status, status);
        const QJsonObject json = object(shown.json);
        if (status != 200) {
            QVERIFY(!json.value(QLatin1String("error")).toString().isEmpty());
            return;
        }
        const QJsonObject info = json.value(QLatin1String("model_info")).toObject();
        QVERIFY(info.contains(QLatin1String("general.architecture")));
        QVERIFY(
            json.value(QLatin1String("capabilities")).toArray().contains(QStringLiteral("tools")));
        QVERIFY(json.value(QLatin1String("details")).isObject());
    }

    void versionIsThatOfAnOllama()
    {
        const QString version =
            object(routing::ollamaVersion()).value(QLatin1String("version")).toString();

        QCOMPARE(version.split(QLatin1Char('.')).size(), 3);
    }
};

QTEST_GUILESS_MAIN(OllamaModelsTest)
#include "tst_OllamaModels.moc"
