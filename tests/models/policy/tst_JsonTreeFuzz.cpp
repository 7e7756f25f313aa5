// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyReader.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <array>
#include <random>

using namespace signalbox::models;

/// Reads damaged policies: whatever the bytes, the reader returns, and says what is wrong or that
/// nothing is. Deterministic; the sanitizer builds run it too.
class JsonTreeFuzzTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QDirIterator files(QStringLiteral(SIGNALBOX_TEST_DATA "/policies"), QDir::Files);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            m_seeds.push_back(file.readAll());
        }
        QVERIFY(m_seeds.size() >= 2);
    }

    void everyPrefixIsRefused()
    {
        for (const QByteArray &seed : m_seeds) {
            const QByteArray whole = seed.trimmed();
            for (qsizetype size = 0; size < whole.size(); ++size)
                QVERIFY2(!read(whole.left(size)), qPrintable(QString::number(size)));
        }
    }

    void damagedPoliciesAreRead_data()
    {
        QTest::addColumn<unsigned>("seed");

        for (unsigned seed = 1; seed <= 8; ++seed)
            QTest::addRow("%u", seed) << seed;
    }

    void damagedPoliciesAreRead()
    {
        QFETCH(const unsigned, seed);
        std::mt19937 random(seed);
        constexpr int rounds = 600;

        for (int round = 0; round < rounds; ++round) {
            QByteArray text = m_seeds[random() % m_seeds.size()];
            const auto damages = 1 + random() % 4;
            for (std::size_t i = 0; i < damages; ++i)
                damage(text, random);
            read(text);
        }
    }

    void randomBytesAreRefused()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 2'000; ++round) {
            QByteArray text(static_cast<qsizetype>(random() % 64), '\0');
            for (char &c : text)
                c = static_cast<char>(random());
            QVERIFY(!read(text));
        }
    }

    void randomTokensAreRead()
    {
        constexpr std::array tokens{"{",  "}", "[",    "]",    ":", ",",  "\"", "\"a\"",
                                    "1",  "-", "true", "null", " ", "\n", "\\", "\"signalbox\"",
                                    "e9", ".", "f"};
        std::mt19937 random(11);
        for (int round = 0; round < 5'000; ++round) {
            QByteArray text = random() % 2 ? "{" : "";
            const auto length = random() % 24;
            for (std::size_t i = 0; i < length; ++i)
                text += tokens[random() % tokens.size()];
            read(text + (random() % 2 ? "}" : ""));
        }
    }

private:
    /// Whether \a text is a policy; checks what holds for every text.
    static bool read(const QByteArray &text)
    {
        const auto result = readPolicy(text);
        const QList<PolicyProblem> problems = result ? result.value().warnings : result.error();
        if (hasErrors(problems) == result.hasValue())
            qFatal("The result and its problems disagree.");
        const auto lines = static_cast<int>(text.count('\n')) + 1;
        for (const PolicyProblem &problem : problems) {
            if (problem.line < 1 || problem.line > lines)
                qFatal("Line %d is outside of the text.", problem.line);
            if (problem.message.isEmpty() || problem.message.contains(u'\n'))
                qFatal("The message is not one line.");
        }
        return result.hasValue();
    }

    void damage(QByteArray &text, std::mt19937 &random) const
    {
        constexpr std::string_view telling = "{}[]:,\"\\0-19.eE+tfn \n\r\t/#'\x01\x7f";
        const auto place = [&] {
            return static_cast<qsizetype>(random() % static_cast<unsigned>(text.size() + 1));
        };
        const qsizetype at = place();
        const auto length = static_cast<qsizetype>(random() % 16);
        switch (random() % 7) {
        case 0:
            if (at < text.size())
                text[at] = static_cast<char>(random());
            break;
        case 1:
            if (at < text.size())
                text[at] = telling[random() % telling.size()];
            break;
        case 2:
            text.insert(at, telling[random() % telling.size()]);
            break;
        case 3:
            text.remove(at, length);
            break;
        case 4:
            text.insert(at, text.mid(place(), length));
            break;
        case 5:
            text.truncate(at);
            break;
        default:
            text.insert(at, m_seeds[random() % m_seeds.size()].mid(length, length * 8));
            break;
        }
    }

    std::vector<QByteArray> m_seeds;
};

QTEST_GUILESS_MAIN(JsonTreeFuzzTest)
#include "tst_JsonTreeFuzz.moc"
