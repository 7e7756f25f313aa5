// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/ConversationMaker.h"
#include "support/Dialects.h"
#include "support/Translations.h"

#include <QTest>

#include <algorithm>

using namespace signalbox;
using namespace signalbox::tests;
using namespace signalbox::routing;

/// What a conversation means survives being written and read in the dialect it was made for.
class RoundTripsTest final : public QObject
{
    Q_OBJECT

private slots:
    void meaningSurvives_data()
    {
        QTest::addColumn<QByteArray>("dialect");
        for (const NamedDialect &dialect : namedDialects()) {
            if (dialect.client)
                QTest::newRow(dialect.name.constData()) << dialect.name;
        }
    }
    void meaningSurvives()
    {
        QFETCH(QByteArray, dialect);
        const NamedDialect named =
            *std::ranges::find(namedDialects(), dialect, &NamedDialect::name);
        constexpr unsigned rounds = 500;

        for (unsigned seed = 0; seed < rounds; ++seed) {
            const Conversation made = ConversationMaker(*named.client, seed).make();
            const Written written =
                writeRequest(*providerCodec(named.provider), made, tolerantProvider());
            const RequestReading reading =
                readRequest(*clientCodec(*named.client), written.body, made.stream);

            const QByteArray where =
                "seed " + QByteArray::number(seed) + ": " + written.body.left(3000);
            QVERIFY2(written.problem.isEmpty(),
                     qPrintable(QString::fromUtf8(where + written.problem)));
            QVERIFY2(written.losses.isEmpty(),
                     qPrintable(QString::fromUtf8(where + written.losses.join(' '))));
            QVERIFY2(!reading.problem, where.constData());
            const std::string before = meaningOf(made);
            const std::string after = meaningOf(reading.conversation);
            if (before != after)
                qWarning("%s\n--- made\n%s--- read\n%s", where.constData(), before.c_str(),
                         after.c_str());
            QCOMPARE(after, before);
        }
    }
};

QTEST_GUILESS_MAIN(RoundTripsTest)
#include "tst_RoundTrips.moc"
