// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/embedding/EmbeddingCodec.h"
#include "routing/dialect/embedding/EmbeddingVectors.h"

#include <QByteArray>
#include <QRandomGenerator>
#include <QTest>

#include <bit>
#include <cmath>
#include <limits>

using namespace signalbox;
using namespace signalbox::routing;
using models::ClientDialect;
using models::ProviderDialect;

namespace {

using Form = EmbeddingRequest::Form;
using Reading = models::Result<EmbeddingAnswer, DialectError>;

/// JSON with ' in the place of ".
QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

EmbeddingRequest asked(std::size_t inputs, ClientDialect dialect = ClientDialect::OpenAiEmbeddings)
{
    EmbeddingRequest request{.dialect = dialect};
    request.inputs.resize(inputs, {.text = "a"});
    return request;
}

Reading read(ProviderDialect dialect, const QByteArray &body, const EmbeddingRequest &request)
{
    simdjson::dom::parser parser;
    Json root;
    if (parser.parse(body.constData(), static_cast<std::size_t>(body.size())).get(root)
        != simdjson::SUCCESS)
        return models::Failure{DialectError{.status = 502}};
    return readEmbeddingAnswer(dialect, root, request);
}

QByteArray written(const EmbeddingAnswer &answer, const EmbeddingRequest &request)
{
    return QByteArray::fromStdString(
        embeddingClientCodec(request.dialect)
            ->writeAnswer(answer, {.exchangeId = "7", .model = "asked", .request = request}));
}

/// A provider's answer that gives the vectors [1,2.5] and [3,-4] to two inputs and counts seven.
struct ProviderSample
{
    const char *name;
    ProviderDialect dialect;
    const char *body;
    bool isCounted;
};
const ProviderSample providerSamples[] = {
    {"OpenAI", ProviderDialect::OpenAi,
     "{'object':'list','data':[{'index':0,'embedding':[1,2.5]},{'index':1,'embedding':[3.0,-4]}],"
     "'model':'m','usage':{'prompt_tokens':7,'total_tokens':7}}",
     true},
    {"OpenAI, out of order", ProviderDialect::OpenAi,
     "{'data':[{'index':1,'embedding':[3,-4]},{'index':0,'embedding':[1,2.5]}],'usage':{"
     "'prompt_tokens':7}}",
     true},
    {"OpenAI, indexes of no use", ProviderDialect::OpenAi,
     "{'data':[{'index':0,'embedding':[1,2.5]},{'index':0,'embedding':[3,-4]}]}", false},
    {"OpenAI, indexes out of bounds", ProviderDialect::OpenAi,
     "{'data':[{'index':-1,'embedding':[1,2.5]},{'index':9,'embedding':[3,-4]}]}", false},
    {"OpenAI, base64", ProviderDialect::OpenAi,
     "{'data':[{'embedding':'AACAPwAAIEA='},{'embedding':'AABAQAAAgMA='}],'usage':{"
     "'prompt_tokens':7}}",
     true},
    {"Voyage", ProviderDialect::OpenAi,
     "{'data':[{'embedding':[1,2.5]},{'embedding':[3,-4]}],'usage':{'total_tokens':7}}", true},
    {"Gemini", ProviderDialect::Gemini,
     "{'embeddings':[{'values':[1,2.5]},{'values':[3,-4]}],'usageMetadata':{'promptTokenCount':7}}",
     true},
    {"Gemini, uncounted", ProviderDialect::Gemini,
     "{'embeddings':[{'values':[1,2.5]},{'values':[3,-4]}]}", false},
    {"Ollama", ProviderDialect::Ollama,
     "{'model':'m','embeddings':[[1,2.5],[3,-4]],'prompt_eval_count':7}", true},
    {"Cohere", ProviderDialect::Cohere,
     "{'id':'i','embeddings':{'float':[[1,2.5],[3,-4]]},'meta':{'billed_units':{'input_tokens':7}}"
     "}",
     true},
    {"Cohere's third on Bedrock", ProviderDialect::Bedrock,
     "{'embeddings':[[1,2.5],[3,-4]],'response_type':'embeddings_floats'}", false},
    {"Cohere's fourth on Bedrock", ProviderDialect::Bedrock,
     "{'embeddings':{'float':[[1,2.5],[3,-4]]},'response_type':'embeddings_by_type'}", false},
    {"Nova", ProviderDialect::Bedrock,
     "{'embeddings':[{'embedding':[1,2.5]},{'embedding':[3,-4]}]}", false},
};

} // namespace

/// Answers with embeddings from one dialect into another.
class EmbeddingAnswersTest final : public QObject
{
    Q_OBJECT

private slots:
    void answersAreRead_data()
    {
        QTest::addColumn<int>("sample");
        int number = 0;
        for (const ProviderSample &sample : providerSamples)
            QTest::newRow(sample.name) << number++;
    }

    void answersAreRead()
    {
        QFETCH(int, sample);
        const ProviderSample &provider = providerSamples[sample];

        const Reading reading = read(provider.dialect, json(provider.body), asked(2));

        QVERIFY2(reading, reading ? "" : reading.error().message.c_str());
        QCOMPARE(reading.value().vectors.size(), 2U);
        QCOMPARE(reading.value().vectors[0].values, (std::vector<double>{1, 2.5}));
        QCOMPARE(reading.value().vectors[1].values, (std::vector<double>{3, -4}));
        QCOMPARE(reading.value().usage.input, provider.isCounted ? 7 : -1);
        QCOMPARE(reading.value().usage.output, provider.isCounted ? 0 : -1);
    }

    void oneVectorIsRead_data()
    {
        QTest::addColumn<ProviderDialect>("dialect");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("Gemini") << ProviderDialect::Gemini << json("{'embedding':{'values':[1]}}");
        QTest::newRow("Titan") << ProviderDialect::Bedrock
                               << json("{'embedding':[1],'embeddingsByType':{'float':[1]},"
                                       "'inputTextTokenCount':3}");
    }

    void oneVectorIsRead()
    {
        QFETCH(ProviderDialect, dialect);
        QFETCH(QByteArray, body);

        const Reading reading = read(dialect, body, asked(1));

        QVERIFY(reading);
        QCOMPARE(reading.value().vectors.front().values, std::vector<double>{1});
        QCOMPARE(reading.value().usage.input, dialect == ProviderDialect::Bedrock ? 3 : -1);
    }

    void costIsRead()
    {
        const Reading reading =
            read(ProviderDialect::OpenAi,
                 json("{'data':[{'embedding':[1]}],'usage':{'prompt_tokens':7,'cost':0.002}}"),
                 asked(1));

        QVERIFY(reading);
        QVERIFY(reading.value().reportedCost.has_value());
        QCOMPARE(reading.value().reportedCost->microDollars, 2000);
    }

    void answersAreWritten_data()
    {
        QTest::addColumn<ClientDialect>("client");
        QTest::addColumn<int>("form");
        QTest::addColumn<bool>("wantsBase64");
        QTest::addColumn<bool>("isKnown");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, ClientDialect client, Form form, bool wantsBase64,
                            bool isKnown, const char *expected) {
            QTest::newRow(name) << client << static_cast<int>(form) << wantsBase64 << isKnown
                                << json(expected);
        };
        const ClientDialect openAi = ClientDialect::OpenAiEmbeddings;
        row("OpenAI", openAi, Form::Usual, false, true,
            "{'object':'list','id':'i','data':[{'object':'embedding','index':0,'embedding':[1,2.5]}"
            "],'model':'real','usage':{'prompt_tokens':7,'total_tokens':7}}");
        row("OpenAI, base64", openAi, Form::Usual, true, true,
            "{'object':'list','id':'i','data':[{'object':'embedding','index':0,'embedding':"
            "'AACAPwAAIEA='}],'model':'real','usage':{'prompt_tokens':7,'total_tokens':7}}");
        row("OpenAI, nothing known", openAi, Form::Usual, false, false,
            "{'object':'list','id':'embd-7','data':[{'object':'embedding','index':0,'embedding':[1,"
            "2.5]}],'model':'asked','usage':{'prompt_tokens':0,'total_tokens':0}}");
        const ClientDialect gemini = ClientDialect::Gemini;
        row("Gemini", gemini, Form::Usual, false, true,
            "{'embedding':{'values':[1,2.5]},'usageMetadata':{'promptTokenCount':7}}");
        row("Gemini's batch, nothing known", gemini, Form::Batch, false, false,
            "{'embeddings':[{'values':[1,2.5]}]}");
        const ClientDialect ollama = ClientDialect::Ollama;
        row("Ollama", ollama, Form::Usual, false, true,
            "{'model':'real','embeddings':[[1,2.5]],'prompt_eval_count':7}");
        row("Ollama, nothing known", ollama, Form::Usual, false, false,
            "{'model':'asked','embeddings':[[1,2.5]]}");
        row("Ollama's older way", ollama, Form::Legacy, false, true, "{'embedding':[1,2.5]}");
    }

    void answersAreWritten()
    {
        QFETCH(ClientDialect, client);
        QFETCH(int, form);
        QFETCH(bool, wantsBase64);
        QFETCH(bool, isKnown);
        QFETCH(QByteArray, expected);
        EmbeddingRequest request = asked(1, client);
        request.form = static_cast<Form>(form);
        request.wantsBase64 = wantsBase64;
        EmbeddingAnswer answer{.vectors = {{.values = {1, 2.5}}}};
        if (isKnown) {
            answer.id = "i";
            answer.model = "real";
            answer.usage.input = 7;
        }

        QCOMPARE(written(answer, request), expected);
    }

    void brokenAnswersAreBadGateways_data()
    {
        QTest::addColumn<ProviderDialect>("dialect");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](ProviderDialect dialect, const char *body) {
            QTest::newRow(body) << dialect << json(body);
        };
        row(ProviderDialect::OpenAi, "{}");
        row(ProviderDialect::OpenAi, "[]");
        row(ProviderDialect::OpenAi, "{'data':[]}");
        row(ProviderDialect::OpenAi, "{'data':[1]}");
        row(ProviderDialect::OpenAi, "{'data':[{'embedding':[1]},{'embedding':[1]}]}");
        row(ProviderDialect::OpenAi, "{'data':[{'embedding':[]}]}");
        row(ProviderDialect::OpenAi, "{'data':[{'embedding':['1']}]}");
        row(ProviderDialect::OpenAi, "{'data':[{'embedding':[1e39]}]}");
        row(ProviderDialect::OpenAi, "{'data':[{'embedding':'AAA'}]}");
        row(ProviderDialect::OpenAi, "{'data':[{'embedding':'AACAfw=='}]}"); // infinite
        row(ProviderDialect::OpenAi, "{'data':[{'embedding':'AACAPw=='}]}"); // one, not two
        row(ProviderDialect::OpenAi, "{'data':[{'embedding':'?!?!?!?!'}]}");
        row(ProviderDialect::Gemini, "{'embedding':{'values':{}}}");
        row(ProviderDialect::Gemini, "{'embeddings':[7]}");
        row(ProviderDialect::Ollama, "{'embeddings':{}}");
        row(ProviderDialect::Cohere, "{'embeddings':{'int8':[[1]]}}");
        row(ProviderDialect::Bedrock, "{'embeddings':[{}]}");
        row(ProviderDialect::Bedrock, "{'embedding':null}");
    }

    void brokenAnswersAreBadGateways()
    {
        QFETCH(ProviderDialect, dialect);
        QFETCH(QByteArray, body);
        EmbeddingRequest request = asked(1);
        request.dimensions = 2;

        const Reading reading = read(dialect, body, request);

        QVERIFY(!reading);
        QCOMPARE(reading.error().status, 502);
        QVERIFY(!reading.error().message.empty());
    }

    void numbersKeepTheirText()
    {
        const QByteArray numbers = "[-0.009544373,1.5538459e-05,0.00037765503,-1.6613305807113647,"
                                   "0.10735908,1,-0.20000000298023224]";
        const Reading reading =
            read(ProviderDialect::Gemini, "{\"embedding\":{\"values\":" + numbers + "}}", asked(1));

        QVERIFY(reading);
        QVERIFY(written(reading.value(), asked(1)).contains(numbers));
    }

    void base64KeepsEveryBit()
    {
        QRandomGenerator random(3);
        for (int round = 0; round < 2000; ++round) {
            const auto number = std::bit_cast<float>(random.generate());
            if (!std::isfinite(number))
                continue;
            const EmbeddingVector floats{.values = {static_cast<double>(number)}, .isSingle = true};
            const std::string base64 = embeddingBase64(floats);

            const EmbeddingVector back = embeddingFromBase64(base64);

            QCOMPARE(back.values.size(), 1U);
            QCOMPARE(std::bit_cast<quint32>(static_cast<float>(back.values.front())),
                     std::bit_cast<quint32>(number));
            // As text and back it is the same float too.
            simdjson::dom::parser parser;
            Json array;
            QVERIFY(parser.parse(embeddingNumbers(back)).get(array) == simdjson::SUCCESS);
            QCOMPARE(embeddingBase64(embeddingFromNumbers(array)), base64);
        }
    }

    void floatsInBase64AreToldInFewDigits()
    {
        const EmbeddingVector vector = embeddingFromBase64("zczMPQ==");

        QCOMPARE(QByteArray::fromStdString(embeddingNumbers(vector)), QByteArray("[0.1]"));
    }

    void mutationsNeverCrash()
    {
        QRandomGenerator random(5);
        for (std::size_t round = 0; round < 4000; ++round) {
            const ProviderSample &sample = providerSamples[round % std::size(providerSamples)];
            QByteArray body = json(sample.body);
            for (int edit = random.bounded(1, 4); edit > 0; --edit)
                body[random.bounded(body.size())] = "{}[]\",:0a-n"[random.bounded(11)];
            const EmbeddingRequest request = asked(2);
            const Reading reading = read(sample.dialect, body, request);
            if (reading)
                QVERIFY(!written(reading.value(), request).isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(EmbeddingAnswersTest)
#include "tst_EmbeddingAnswers.moc"
