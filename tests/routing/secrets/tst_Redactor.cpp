// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/secrets/Redactor.h"

#include <QTest>

using signalbox::routing::KeyRing;
using signalbox::routing::Redactor;
using signalbox::routing::SecretState;

class RedactorTest final : public QObject
{
    Q_OBJECT

private slots:
    void knownKeysAreMaskedWhereverTheyStand_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("masked");
        const auto row = [](const char *title, const char *text, const char *masked) {
            QTest::newRow(title) << QByteArray(text) << QByteArray(masked);
        };
        row("in a sentence", "Incorrect API key: sk-abcdef.", "Incorrect API key: [redacted].");
        row("twice", "sk-abcdefsk-abcdef", "[redacted][redacted]");
        row("at the ends", "sk-abcdef x sk-abcdef", "[redacted] x [redacted]");
        row("the longer key first", "sk-abcdef-long", "[redacted]");
        row("another key", "sk-abcdeX", "sk-abcdeX");
        row("a short key is left", "the abc of it", "the abc of it");
        row("nothing", "", "");
    }

    void knownKeysAreMaskedWhereverTheyStand()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, masked);
        const Redactor redactor({"sk-abcdef", "sk-abcdef-long", "abc", "sk-abcdef", ""});

        QCOMPARE(QByteArray::fromStdString(redactor.text(text.toStdString())), masked);
    }

    void keysAreFoundWithoutACopy()
    {
        const Redactor redactor({"sk-abcdef", "abc"});

        QVERIFY(redactor.holdsKey("x sk-abcdef y"));
        QVERIFY(redactor.holdsKey("sk-abcdef"));
        QVERIFY(!redactor.holdsKey("sk-abcde abc"));
        QVERIFY(!redactor.holdsKey(""));
        QVERIFY(!Redactor().holdsKey("sk-abcdef"));
    }

    void keyThatWasCutIsLeftOut_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("kept");
        QTest::newRow("cut") << QByteArray("a sk-abcde") << QByteArray("a ");
        QTest::newRow("all there is") << QByteArray("sk-abcdef") << QByteArray();
        QTest::newRow("too short to tell") << QByteArray("a sk-ab") << QByteArray("a sk-ab");
        QTest::newRow("whole") << QByteArray("a sk-abcdef-long") << QByteArray("a sk-abcdef-long");
        QTest::newRow("other") << QByteArray("a sk-abX") << QByteArray("a sk-abX");
        QTest::newRow("nothing") << QByteArray() << QByteArray();
    }
    void keyThatWasCutIsLeftOut()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, kept);
        const Redactor redactor({"sk-abcdef-long", "sk-abc", "q"});
        const std::string cut = text.toStdString();

        QCOMPARE(QByteArray::fromStdString(std::string(redactor.withoutCutKey(cut))), kept);
    }

    void ringOfKeysIsKnown()
    {
        KeyRing ring;
        ring[QStringLiteral("openai")] = {
            {.reference = QStringLiteral("env:A"),
             .state = SecretState::Environment,
             .value = "sk-first-key",
             .origin = {}},
            {.reference = QStringLiteral("env:B"),
             .state = SecretState::Missing,
             .value = {},
             .origin = {}},
        };
        const Redactor redactor(ring);

        QCOMPARE(redactor.text("a sk-first-key b"), std::string("a [redacted] b"));
    }
};

QTEST_GUILESS_MAIN(RedactorTest)
#include "tst_Redactor.moc"
