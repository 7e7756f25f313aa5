// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/Signal.h"
#include "routing/signals/PromptReaders.h"
#include "support/Dialects.h"

#include <QTest>

#include <random>

using signalbox::models::taskTypeNames;
using signalbox::tests::contentOf;
using namespace signalbox::routing;

namespace {

const PromptReaders &readers()
{
    return PromptReaders::byRules();
}

} // namespace

class tst_PromptReaders : public QObject
{
    Q_OBJECT

private slots:
    void tellsTaskTypes_data();
    void tellsTaskTypes();
    void toolsMeanToolUse();
    void hardIsMoreComplexThanEasy();
    void complexityStaysWithinItsBounds();
    void tellsSentiment_data();
    void tellsSentiment();
    void technicalPromptsAreNeutral();
    void tellsDissatisfaction_data();
    void tellsDissatisfaction();
    void tellsLanguages_data();
    void tellsLanguages();
    void anyBytesDoNoHarm();
};

void tst_PromptReaders::tellsTaskTypes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("type");
    const auto row = [](const char *type, const char *text) {
        QTest::addRow("%s: %.40s", type, text) << QByteArray(text) << QByteArray(type);
    };

    row("coding", "Write a function in Python that reverses a linked list.");
    row("coding", "Why does this crash?\n```cpp\nint *p = nullptr; *p = 1;\n```");
    row("coding", "Refactor the parser and add unit tests.");
    row("math",
        "If a train travels 60 miles per hour for 2.5 hours, how many miles does it cover in "
        "total?");
    row("math", "Evaluate $\\frac{3}{4} + \\sqrt{16}$.");
    row("summarisation",
        "Summarize the following article in three sentences: The council met today.");
    row("summarisation", "TL;DR of the minutes below, please.");
    row("translation", "Translate to German: where is the station?");
    row("classification",
        "Classify the sentiment of this review as positive or negative: Great phone.");
    row("extraction", "Extract all names and dates from the text below as JSON.");
    row("creative", "Write a short story about a lighthouse keeper.");
    row("creative", "Write a haiku about autumn.");
    row("factual", "What is the capital of Mongolia?");
    row("knowledge",
        "Which of the following is an example of a renewable resource?\nA. coal\nB. wind\nC. "
        "oil\nD. gas");
    row("chat", "Hello, how are you today?");
    row("chat", "thanks!");
}

void tst_PromptReaders::tellsTaskTypes()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, type);
    const std::string prompt = text.toStdString();

    const std::string_view found =
        readers().taskType->classify({.lastText = prompt, .systemText = {}});

    QCOMPARE(QByteArray(found.data(), qsizetype(found.size())), type);
    QVERIFY(taskTypeNames().contains(QString::fromUtf8(type)));
}

void tst_PromptReaders::toolsMeanToolUse()
{
    QCOMPARE(readers().taskType->classify({.lastText = "Hello", .systemText = {}, .tools = 1}),
             std::string_view("tool_use"));
}

void tst_PromptReaders::hardIsMoreComplexThanEasy()
{
    const auto complexity = [](std::string_view text) {
        return readers().complexity->estimate({.lastText = text, .systemText = {}});
    };
    const double easy = complexity("Hi!");
    const double question = complexity("What is the capital of France?");
    const double task = complexity("Explain how a hash table works and compare it with a tree.");
    const double hard = complexity(
        "Design a distributed rate limiter. Requirements:\n1. It must survive the loss of a node.\n"
        "2. It must never admit more than the limit.\n3. Analyze the trade-offs of at least two "
        "algorithms step by step, prove the bound, and then implement the better one:\n"
        "```cpp\nclass Limiter { public: bool admit(); };\n```\nFinally, list the edge cases.");

    QVERIFY(easy < question);
    QVERIFY(question < task);
    QVERIFY(task < hard);
    QVERIFY2(easy < 0.1, qPrintable(QString::number(easy)));
    QVERIFY2(hard > 0.5, qPrintable(QString::number(hard)));
}

void tst_PromptReaders::complexityStaysWithinItsBounds()
{
    std::string text;
    for (int i = 0; i < 20'000; ++i)
        text += "1. prove why `a == b`; must then? ";
    const double most = readers().complexity->estimate(
        {.lastText = text, .systemText = {}, .wantsReasoning = true, .textBytes = 1'000'000'000});

    QVERIFY2(most <= 1 && most > 0.8, qPrintable(QString::number(most)));
    QCOMPARE(readers().complexity->estimate({}), 0.0);
}

void tst_PromptReaders::tellsSentiment_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("least");
    QTest::addColumn<double>("most");
    const auto row = [](const char *text, double least, double most) {
        QTest::addRow("%.50s", text) << QByteArray(text) << least << most;
    };

    row("I love this, it is great!", 0.5, 1);
    row("This is awful and I hate it.", -1, -0.5);
    row("The meeting is on Tuesday.", -0.05, 0.05);
    row("Not good.", -0.6, -0.1);
    row("I don't hate it.", 0.1, 0.8);
    row("It was good, but the ending was horrible.", -1, -0.2);
    row("thank you so much \xF0\x9F\x98\x80", 0.4, 1);
    row("\xF0\x9F\x98\xA1", -1, -0.3);
    row("", 0, 0);
}

void tst_PromptReaders::tellsSentiment()
{
    QFETCH(const QByteArray, text);
    QFETCH(const double, least);
    QFETCH(const double, most);

    const double sentiment = readers().sentiment->sentiment(text.toStdString());

    QVERIFY2(sentiment >= least && sentiment <= most, qPrintable(QString::number(sentiment)));
    const auto of = [](std::string_view one) { return readers().sentiment->sentiment(one); };
    QVERIFY(of("This is very good") > of("This is good"));
    QVERIFY(of("This is slightly bad") > of("This is bad"));
    QVERIFY(of("this is TERRIBLE") < of("this is terrible"));
    QVERIFY(of("this is terrible!!!") < of("this is terrible"));
}

void tst_PromptReaders::technicalPromptsAreNeutral()
{
    const QList<QByteArray> prompts =
        contentOf(QStringLiteral(SIGNALBOX_TEST_DATA "/sentiment/neutral-prompts.txt")).split('\n');
    QStringList alarms;
    int count = 0;
    for (const QByteArray &prompt : prompts) {
        if (prompt.isEmpty())
            continue;
        ++count;
        const std::string text = prompt.toStdString();
        const double sentiment = readers().sentiment->sentiment(text);
        const double dissatisfaction = readers().sentiment->dissatisfaction(text);
        if (std::abs(sentiment) > 0.1 || dissatisfaction > 0.3) {
            alarms.append(QStringLiteral("%1 (%2, %3)")
                              .arg(QString::fromUtf8(prompt))
                              .arg(sentiment)
                              .arg(dissatisfaction));
        }
    }

    QVERIFY(count >= 200);
    QVERIFY2(alarms.isEmpty(), qPrintable(alarms.join(QLatin1Char('\n'))));
}

void tst_PromptReaders::tellsDissatisfaction_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isDissatisfied");
    const auto row = [](const char *text, bool isDissatisfied) {
        QTest::addRow("%.50s", text) << QByteArray(text) << isDissatisfied;
    };

    row("No, that's not what I asked for.", true);
    row("It still doesn't work", true);
    row("You forgot the second part again", true);
    row("wrong, I said blue", true);
    row("this is useless", true);
    row("WTF, same error", true);
    row("Great, now add a second column.", false);
    row("Thanks! And how do I test it?", false);
    row("Yes please", false);
    row("Make the heading larger and the margins smaller.", false);
}

void tst_PromptReaders::tellsDissatisfaction()
{
    QFETCH(const QByteArray, text);
    QFETCH(const bool, isDissatisfied);

    const double found = readers().sentiment->dissatisfaction(text.toStdString());

    QVERIFY2(isDissatisfied ? found > 0.5 : found < 0.2, qPrintable(QString::number(found)));
}

void tst_PromptReaders::tellsLanguages_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("language");
    const auto row = [](const char *language, const char *text) {
        QTest::addRow("%s: %.30s", language, text)
            << QString::fromUtf8(text) << QByteArray(language);
    };

    row("en", "Can you explain what the difference between these two is?");
    row("en", "Fix typos");
    row("en", "Sort this list:\n```python\nfor x in liste: print(x)\n```");
    row("de", "Wie kann ich die Datei in einem anderen Ordner speichern?");
    row("de", "Schreibe mir bitte einen kurzen Brief an den Vermieter.");
    row("fr", "Comment est-ce que je peux trier une liste avec Python ?");
    row("fr", "Quelle est la capitale de la France ?");
    row("es",
        "\xC2\xBF"
        "Cu\xC3\xA1l es la capital de Espa\xC3\xB1"
        "a y cu\xC3\xA1ntas personas viven en ella?");
    row("es", "Escribe una carta para el director de la escuela.");
    row("it", "Puoi scrivere una lettera per il direttore della scuola?");
    row("pt", "Voc\xC3\xAA pode escrever uma carta para o diretor da escola?");
    row("nl", "Kun je een brief schrijven aan de directeur van de school?");
    row("sv", "Kan du skriva ett brev till rektorn om hur det \xC3\xA4r i skolan?");
    row("da", "Kan du skrive et brev til rektor, og hvad skal jeg ogs\xC3\xA5 huske?");
    row("nb", "Kan du skrive et brev til rektor, og hva skal jeg ogs\xC3\xA5 huske?");
    row("fi",
        "Voitko kirjoittaa kirjeen rehtorille, ja mit\xC3\xA4 minun pit\xC3\xA4\xC3\xA4 muistaa?");
    row("pl",
        "Czy mo\xC5\xBC"
        "esz napisa\xC4\x87 list do dyrektora szko\xC5\x82y?");
    row("cs",
        "M\xC5\xAF\xC5\xBE"
        "e\xC5\xA1 napsat dopis \xC5\x99"
        "editeli \xC5\xA1koly?");
    row("hu", "Tudsz \xC3\xADrni egy levelet az iskola igazgat\xC3\xB3j\xC3\xA1nak?");
    row("ro",
        "Po\xC8\x9Bi s\xC4\x83 scrii o scrisoare pentru directorul \xC8\x99"
        "colii?");
    row("tr",
        "Okul m\xC3\xBC"
        "d\xC3\xBCr\xC3\xBCne bir mektup yazar m\xC4\xB1s\xC4\xB1n?");
    row("id", "Tolong buat surat untuk kepala sekolah yang akan saya kirim.");
    row("vi",
        "H\xC3\xA3y vi\xE1\xBA\xBFt m\xE1\xBB\x99t l\xC3\xA1 th\xC6\xB0 cho hi\xE1\xBB\x87u "
        "tr\xC6\xB0\xE1\xBB\x9Fng.");
    row("ru", "\xD0\x9A\xD0\xB0\xD0\xBA \xD0\xB4\xD0\xB5\xD0\xBB\xD0\xB0?");
    row("uk", "\xD0\xAF\xD0\xBA \xD1\x97\xD1\x85 \xD0\xB7\xD0\xB2\xD0\xB0\xD1\x82\xD0\xB8?");
    row("el", "\xCE\xA4\xCE\xB9 \xCE\xB5\xCE\xAF\xCE\xBD\xCE\xB1\xCE\xB9;");
    row("zh", "\xE4\xBB\x80\xE4\xB9\x88\xE6\x98\xAF Python \xE5\x87\xBD\xE6\x95\xB0\xEF\xBC\x9F");
    row("ja",
        "\xE3\x81\x93\xE3\x82\x8C\xE3\x81\xAF\xE4\xBD\x95\xE3\x81\xA7\xE3\x81\x99\xE3\x81\x8B");
    row("ko", "\xEC\x95\x88\xEB\x85\x95\xED\x95\x98\xEC\x84\xB8\xEC\x9A\x94");
    row("ar", "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7");
    row("he", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D");
    row("hi", "\xE0\xA4\xA8\xE0\xA4\xAE\xE0\xA4\xB8\xE0\xA5\x8D\xE0\xA4\xA4\xE0\xA5\x87");
    row("th", "\xE0\xB8\xAA\xE0\xB8\xA7\xE0\xB8\xB1\xE0\xB8\xAA\xE0\xB8\x94\xE0\xB8\xB5");
    row("", "12345 !?");
    row("", "");
}

void tst_PromptReaders::tellsLanguages()
{
    QFETCH(const QString, text);
    QFETCH(const QByteArray, language);

    const std::string utf8 = text.toStdString();
    const std::string_view found = readers().language->detect(utf8);

    QCOMPARE(QByteArray(found.data(), qsizetype(found.size())), language);
}

void tst_PromptReaders::anyBytesDoNoHarm()
{
    std::mt19937 random(3); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time on purpose
    for (int round = 0; round < 2000; ++round) {
        std::string text(random() % 300, '\0');
        constexpr std::string_view usual = " no'`?!\nai";
        for (char &byte : text)
            byte = random() % 3 == 0 ? static_cast<char>(random()) : usual[random() % usual.size()];
        const PromptView view{.lastText = text, .systemText = text};
        const double sentiment = readers().sentiment->sentiment(text);
        const double dissatisfaction = readers().sentiment->dissatisfaction(text);
        const double complexity = readers().complexity->estimate(view);

        QVERIFY(sentiment >= -1 && sentiment <= 1);
        QVERIFY(dissatisfaction >= 0 && dissatisfaction <= 1);
        QVERIFY(complexity >= 0 && complexity <= 1);
        QVERIFY(!readers().taskType->classify(view).empty());
        (void)readers().language->detect(text);
    }
}

QTEST_APPLESS_MAIN(tst_PromptReaders)
#include "tst_PromptReaders.moc"
