// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tokens/Tokenizers.h"
#include "support/RankFile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace signalbox::models;
using signalbox::tests::rankFile;

class TokenizersTest final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void fileIsReadWhenItIsAskedFor()
    {
        put(QStringLiteral("o200k_base.tiktoken"), rankFile({"ab"}));
        const Tokenizers tokenizers(m_folder->path());

        QVERIFY(!tokenizers.isSettled(TokenEncoding::O200k));
        QVERIFY(!tokenizers.findFor("claude-opus-4-8"));
        QTRY_VERIFY(tokenizers.findFor("gpt-4o"));

        QCOMPARE(tokenizers.find(TokenEncoding::O200k)->count("ab"), 1);
        QCOMPARE(tokenizers.problem(TokenEncoding::O200k), QString());
        QVERIFY(!tokenizers.isSettled(TokenEncoding::Cl100k));
    }

    void noFileIsNoProblem()
    {
        const Tokenizers tokenizers(m_folder->path());

        QVERIFY(!tokenizers.find(TokenEncoding::Cl100k));
        QTRY_VERIFY(tokenizers.isSettled(TokenEncoding::Cl100k));

        QVERIFY(!tokenizers.find(TokenEncoding::Cl100k));
        QCOMPARE(tokenizers.problem(TokenEncoding::Cl100k), QString());
    }

    void wrongFileIsNamed()
    {
        put(QStringLiteral("cl100k_base.tiktoken"), "<html>\n");
        const Tokenizers tokenizers(m_folder->path());

        QVERIFY(!tokenizers.findFor("gpt-4"));
        QTRY_VERIFY(tokenizers.isSettled(TokenEncoding::Cl100k));

        QVERIFY(!tokenizers.findFor("gpt-4"));
        const QString problem = tokenizers.problem(TokenEncoding::Cl100k);
        QVERIFY2(problem.contains(QStringLiteral("cl100k_base.tiktoken cannot be used: line 1 ")),
                 qPrintable(problem));
    }

    void anyThreadMayAskAndCount()
    {
        put(QStringLiteral("o200k_base.tiktoken"), rankFile({"ab"}));
        const Tokenizers tokenizers(m_folder->path());
        std::atomic<qint64> total = 0;
        const auto work = [&tokenizers, &total] {
            std::shared_ptr<const BytePairEncoding> encoding;
            while (!encoding) {
                encoding = tokenizers.find(TokenEncoding::O200k);
                std::this_thread::yield();
            }
            qint64 tokens = 0;
            for (int i = 0; i < 100; ++i)
                tokens += encoding->count("ab abab");
            total += tokens;
        };

        std::thread one(work);
        std::thread two(work);
        one.join();
        two.join();

        QCOMPARE(total.load(), 2 * 100 * 4);
    }

    void ownerMayLeaveBeforeTheFileIsRead()
    {
        put(QStringLiteral("o200k_base.tiktoken"), rankFile({}));

        QVERIFY(!Tokenizers(m_folder->path()).find(TokenEncoding::O200k));
    }

private:
    void put(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TokenizersTest)
#include "tst_Tokenizers.moc"
