// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/embedding/EmbeddingCodec.h"
#include "support/Translations.h"

#include <QRandomGenerator>
#include <QTest>

using namespace signalbox;
using namespace signalbox::routing;
using models::ClientDialect;
using models::ProviderDialect;
using tests::canonical;
using tests::Written;

namespace {

/// JSON with ' in the place of ".
QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

EmbeddingReading read(ClientDialect dialect, const QByteArray &method, const QByteArray &body)
{
    simdjson::dom::parser parser;
    Json root;
    const std::string text = body.toStdString();
    if (parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS)
        return {.request = {}, .problem = DialectError{.param = "body"}};
    return embeddingClientCodec(dialect)->readRequest(
        root, {method.constData(), static_cast<std::size_t>(method.size())});
}

Written write(ProviderDialect dialect, const EmbeddingRequest &request, const char *model = "m")
{
    Losses losses;
    Written written;
    written.body = canonical(embeddingProviderCodec(dialect)->writeRequest(request, model, losses));
    for (const auto &loss : losses.all())
        written.losses.append(QByteArray::fromStdString(loss.path));
    if (losses.problem())
        written.problem = QByteArray::fromStdString(losses.problem()->param);
    return written;
}

const QByteArray one = QByteArrayLiteral("embedContent");
const QByteArray batch = QByteArrayLiteral("batchEmbedContents");

} // namespace

/// Requests for embeddings from one dialect into another.
class EmbeddingRequestsTest final : public QObject
{
    Q_OBJECT

private slots:
    void requestsAreTranslated_data()
    {
        QTest::addColumn<ClientDialect>("client");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ProviderDialect>("provider");
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<QByteArray>("expected");
        QTest::addColumn<QByteArray>("losses");
        openAiRows();
        geminiRows();
        ollamaRows();
    }

    void requestsAreTranslated()
    {
        QFETCH(ClientDialect, client);
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        QFETCH(ProviderDialect, provider);
        QFETCH(QByteArray, model);
        QFETCH(QByteArray, expected);
        QFETCH(QByteArray, losses);
        const EmbeddingReading reading = read(client, method, body);
        QVERIFY2(!reading.problem, reading.problem ? reading.problem->message.c_str() : "");

        const Written written = write(provider, reading.request, model.constData());

        QCOMPARE(written.body, canonical(expected));
        QCOMPARE(written.losses.join(' '), losses);
        QCOMPARE(written.problem, QByteArray());
    }

    void whatCannotBeSaidIsRefused_data()
    {
        QTest::addColumn<ClientDialect>("client");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ProviderDialect>("provider");
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<QByteArray>("problem");
        const auto openAi = [](const char *name, const char *body, ProviderDialect provider,
                               const char *model, const char *problem) {
            QTest::newRow(name) << ClientDialect::OpenAiEmbeddings << QByteArray() << json(body)
                                << provider << QByteArray(model) << QByteArray(problem);
        };
        openAi("tokens to Gemini", "{'input':[1,2]}", ProviderDialect::Gemini, "m", "input");
        openAi("token lists to Ollama", "{'input':[[1],[2]]}", ProviderDialect::Ollama, "m",
               "input[0]");
        openAi("tokens to Cohere", "{'input':[1]}", ProviderDialect::Cohere, "m", "input");
        openAi("two texts to Titan", "{'input':['a','b']}", ProviderDialect::Bedrock,
               "amazon.titan-embed-text-v2:0", "input");
        openAi("length to the first Titan", "{'input':'a','dimensions':256}",
               ProviderDialect::Bedrock, "amazon.titan-embed-text-v1", "dimensions");
        openAi("length to Cohere's third", "{'input':'a','dimensions':256}",
               ProviderDialect::Bedrock, "cohere.embed-english-v3", "dimensions");
        openAi("unknown family", "{'input':'a'}", ProviderDialect::Bedrock, "acme.embed", "model");
        QTest::newRow("two purposes to Cohere")
            << ClientDialect::Gemini << batch
            << json("{'requests':[{'content':{'parts':[{'text':'a'}]},'taskType':'CLUSTERING'},"
                    "{'content':{'parts':[{'text':'b'}]}}]}")
            << ProviderDialect::Cohere << QByteArray("m") << QByteArray("requests[1].taskType");
    }

    void whatCannotBeSaidIsRefused()
    {
        QFETCH(ClientDialect, client);
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        QFETCH(ProviderDialect, provider);
        QFETCH(QByteArray, model);
        QFETCH(QByteArray, problem);
        const EmbeddingReading reading = read(client, method, body);
        QVERIFY(!reading.problem);

        QCOMPARE(write(provider, reading.request, model.constData()).problem, problem);
    }

    void tooManyTextsAreRefused_data()
    {
        QTest::addColumn<ProviderDialect>("provider");
        QTest::addColumn<std::size_t>("most");
        QTest::newRow("Cohere") << ProviderDialect::Cohere << std::size_t{96};
        QTest::newRow("Gemini") << ProviderDialect::Gemini << std::size_t{100};
    }

    void tooManyTextsAreRefused()
    {
        QFETCH(ProviderDialect, provider);
        QFETCH(std::size_t, most);
        EmbeddingRequest request{.dialect = ClientDialect::OpenAiEmbeddings};
        request.inputs.resize(most, {.text = "a", .path = "input[0]"});
        QCOMPARE(write(provider, request).problem, QByteArray());

        request.inputs.push_back({.text = "a", .path = "input[96]"});

        QCOMPARE(write(provider, request).problem, QByteArray("input"));
    }

    void wrongRequestsNameTheirField_data()
    {
        QTest::addColumn<ClientDialect>("client");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("param");
        const auto row = [](ClientDialect client, const QByteArray &method, const char *body,
                            const char *param) {
            QTest::addRow("%d %s", static_cast<int>(client), body)
                << client << method << json(body) << QByteArray(param);
        };
        const ClientDialect openAi = ClientDialect::OpenAiEmbeddings;
        row(openAi, "", "{}", "input");
        row(openAi, "", "{'input':null}", "input");
        row(openAi, "", "{'input':''}", "input");
        row(openAi, "", "{'input':7}", "input");
        row(openAi, "", "{'input':{}}", "input");
        row(openAi, "", "{'input':[]}", "input");
        row(openAi, "", "{'input':['a','']}", "input[1]");
        row(openAi, "", "{'input':['a',null]}", "input[1]");
        row(openAi, "", "{'input':['a',[1]]}", "input[1]");
        row(openAi, "", "{'input':[[]]}", "input[0]");
        row(openAi, "", "{'input':[1,'a']}", "input");
        row(openAi, "", "{'input':[1,-2]}", "input");
        row(openAi, "", "{'input':[1.5]}", "input[0]");
        row(openAi, "", "{'input':'a','dimensions':0}", "dimensions");
        row(openAi, "", "{'input':'a','dimensions':'7'}", "dimensions");
        row(openAi, "", "{'input':'a','encoding_format':'int8'}", "encoding_format");
        row(openAi, "", "{'input':'a','output_dtype':'binary'}", "output_dtype");
        row(openAi, "", "{'input':'a','user':1}", "user");
        row(openAi, "", "{'input':'a','input_type':[]}", "input_type");
        const ClientDialect gemini = ClientDialect::Gemini;
        row(gemini, one, "{}", "content");
        row(gemini, one, "{'content':'a'}", "content");
        row(gemini, one, "{'content':{'parts':[]}}", "content");
        row(gemini, one, "{'content':{'parts':{}}}", "content.parts");
        row(gemini, one, "{'content':{'parts':[{'inlineData':{}}]}}", "content.parts[0]");
        row(gemini, one, "{'content':{'parts':[{'text':3}]}}", "content.parts[0].text");
        row(gemini, one, "{'content':{'parts':[{'text':'a'}]},'taskType':1}", "taskType");
        row(gemini, one, "{'content':{'parts':[{'text':'a'}]},'outputDimensionality':0}",
            "outputDimensionality");
        row(gemini, batch, "{}", "requests");
        row(gemini, batch, "{'requests':[]}", "requests");
        row(gemini, batch, "{'requests':[1]}", "requests[0].content");
        row(gemini, batch,
            "{'requests':[{'content':{'parts':[{'text':'a'}]},'outputDimensionality':8},"
            "{'content':{'parts':[{'text':'b'}]},'outputDimensionality':9}]}",
            "requests[1].outputDimensionality");
        const ClientDialect ollama = ClientDialect::Ollama;
        row(ollama, "embed", "{}", "input");
        row(ollama, "embed", "{'input':[]}", "input");
        row(ollama, "embed", "{'input':['a',1]}", "input[1]");
        row(ollama, "embed", "{'input':'a','truncate':'no'}", "truncate");
        row(ollama, "embed", "{'input':'a','dimensions':-1}", "dimensions");
        row(ollama, "embeddings", "{'input':'a'}", "prompt");
    }

    void wrongRequestsNameTheirField()
    {
        QFETCH(ClientDialect, client);
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, param);

        const EmbeddingReading reading = read(client, method, body);

        QVERIFY(reading.problem);
        QCOMPARE(QByteArray::fromStdString(reading.problem->param), param);
        QCOMPARE(reading.problem->status, 400);
    }

    void dialectsWithoutEmbeddingsAreKnown()
    {
        QVERIFY(!embeddingClientCodec(ClientDialect::Anthropic));
        QVERIFY(!embeddingProviderCodec(ProviderDialect::Anthropic));
        QVERIFY(!embeddingProviderCodec(ProviderDialect::Simulated));
    }

    void mutationsNeverCrash()
    {
        const QByteArrayList seeds{
            json("{'model':'m','input':['a',[1,2],'b'],'dimensions':8,'encoding_format':'base64',"
                 "'user':'u','input_type':'query'}"),
            json("{'requests':[{'content':{'parts':[{'text':'a'}]},'taskType':'CLUSTERING',"
                 "'title':'t','outputDimensionality':8}]}"),
            json("{'content':{'parts':[{'text':'a'}]},'autoTruncate':true}"),
            json("{'input':'a','prompt':'b','truncate':false,'options':{'num_ctx':9}}")};
        QRandomGenerator random(7);
        for (int round = 0; round < 4000; ++round) {
            QByteArray body = seeds.at(round % seeds.size());
            for (int edit = random.bounded(1, 4); edit > 0; --edit)
                body[random.bounded(body.size())] = "{}[]\",:0a-n"[random.bounded(11)];
            for (const ClientDialect dialect :
                 {ClientDialect::OpenAiEmbeddings, ClientDialect::Gemini, ClientDialect::Ollama}) {
                const EmbeddingReading reading = read(dialect, round % 2 == 0 ? batch : one, body);
                if (reading.problem)
                    continue;
                QVERIFY(!reading.request.inputs.empty());
                for (const ProviderDialect provider :
                     {ProviderDialect::OpenAi, ProviderDialect::Gemini, ProviderDialect::Cohere,
                      ProviderDialect::Ollama, ProviderDialect::Bedrock})
                    write(provider, reading.request, "cohere.embed-v4:0");
            }
        }
    }

private:
    static void row(const char *name, ClientDialect client, const QByteArray &method,
                    const char *body, ProviderDialect provider, const char *model,
                    const char *expected, const char *losses = "")
    {
        QTest::newRow(name) << client << method << json(body) << provider << QByteArray(model)
                            << json(expected) << QByteArray(losses);
    }

    static void openAiRows()
    {
        const auto openAi = [](const char *name, const char *body, ProviderDialect provider,
                               const char *model, const char *expected, const char *losses = "") {
            row(name, ClientDialect::OpenAiEmbeddings, {}, body, provider, model, expected, losses);
        };
        openAi("OpenAI keeps all",
               "{'model':'x','input':['a','b'],'dimensions':8,'encoding_format':'base64',"
               "'user':'u','input_type':'query','extra':{'y':1}}",
               ProviderDialect::OpenAi, "m",
               "{'model':'m','input':['a','b'],'dimensions':8,'encoding_format':'base64',"
               "'user':'u','input_type':'query','extra':{'y':1}}");
        openAi("OpenAI keeps token ids", "{'input':[1,2]}", ProviderDialect::OpenAi, "m",
               "{'model':'m','input':[1,2]}");
        openAi("OpenAI keeps lists of token ids", "{'input':[[1,2],[3]]}", ProviderDialect::OpenAi,
               "m", "{'model':'m','input':[[1,2],[3]]}");
        openAi("one text to Gemini", "{'input':'a','dimensions':8,'encoding_format':'base64'}",
               ProviderDialect::Gemini, "g",
               "{'model':'models/g','content':{'parts':[{'text':'a'}]},'outputDimensionality':8}");
        openAi("two texts to Gemini",
               "{'input':['a','b'],'input_type':'search_query','user':'u','zip':1}",
               ProviderDialect::Gemini, "g",
               "{'requests':[{'model':'models/g','content':{'parts':[{'text':'a'}]},'taskType':"
               "'RETRIEVAL_QUERY'},{'model':'models/g','content':{'parts':[{'text':'b'}]},"
               "'taskType':'RETRIEVAL_QUERY'}]}",
               "user zip");
        openAi("to Ollama", "{'input':['a'],'output_dimension':8,'input_type':'query'}",
               ProviderDialect::Ollama, "m", "{'model':'m','input':['a'],'dimensions':8}",
               "input_type");
        openAi("purpose is lost once", "{'input':['a','b'],'input_type':'query'}",
               ProviderDialect::Ollama, "m", "{'model':'m','input':['a','b']}", "input_type");
        openAi("to Cohere", "{'input':['a','b'],'dimensions':8,'user':'u'}",
               ProviderDialect::Cohere, "m",
               "{'model':'m','texts':['a','b'],'input_type':'search_document','embedding_types':["
               "'float'],'output_dimension':8}",
               "user");
        openAi("to Titan", "{'input':'a','dimensions':256}", ProviderDialect::Bedrock,
               "us.amazon.titan-embed-text-v2:0", "{'inputText':'a','dimensions':256}");
        openAi("to Nova", "{'input':'a','dimensions':256,'input_type':'query'}",
               ProviderDialect::Bedrock, "amazon.nova-2-multimodal-embeddings-v1:0",
               "{'taskType':'SINGLE_EMBEDDING','singleEmbeddingParams':{'embeddingPurpose':"
               "'GENERIC_RETRIEVAL','embeddingDimension':256,'text':{'truncationMode':'END',"
               "'value':'a'}}}");
        openAi("to Cohere's third on Bedrock", "{'input':['a','b']}", ProviderDialect::Bedrock,
               "cohere.embed-english-v3", "{'texts':['a','b'],'input_type':'search_document'}");
        openAi("to Cohere's fourth on Bedrock", "{'input':['a'],'dimensions':512}",
               ProviderDialect::Bedrock, "cohere.embed-v4:0",
               "{'texts':['a'],'input_type':'search_document','embedding_types':['float'],"
               "'output_dimension':512}");
    }

    static void geminiRows()
    {
        const ClientDialect gemini = ClientDialect::Gemini;
        row("Gemini keeps all of one", gemini, one,
            "{'model':'models/x','content':{'role':'user','parts':[{'text':'a'},{'text':'b'}]},"
            "'task_type':'NEW_TASK','title':'t','output_dimensionality':8,'new':1}",
            ProviderDialect::Gemini, "g",
            "{'model':'models/g','content':{'parts':[{'text':'ab'}]},'taskType':'NEW_TASK',"
            "'title':'t','outputDimensionality':8,'new':1}");
        row("one to OpenAI", gemini, one,
            "{'content':{'parts':[{'text':'a'}]},'taskType':'CLUSTERING','title':'t',"
            "'outputDimensionality':8,'autoTruncate':true,'new':1}",
            ProviderDialect::OpenAi, "m", "{'model':'m','input':'a','dimensions':8}",
            "title taskType new autoTruncate");
        row("batch to OpenAI", gemini, batch,
            "{'requests':[{'model':'models/x','content':{'parts':[{'text':'a'}]}},"
            "{'content':{'parts':[{'text':'b'}]},'taskType':'CLUSTERING','new':1}],'top':2}",
            ProviderDialect::OpenAi, "m", "{'model':'m','input':['a','b']}",
            "requests[1].taskType requests[1].new top");
        row("to Cohere", gemini, one,
            "{'content':{'parts':[{'text':'a'}]},'taskType':'QUESTION_ANSWERING','autoTruncate':"
            "false}",
            ProviderDialect::Cohere, "m",
            "{'model':'m','texts':['a'],'input_type':'search_query','embedding_types':['float'],"
            "'truncate':'NONE'}");
        row("similarity to Cohere", gemini, one,
            "{'content':{'parts':[{'text':'a'}]},'taskType':'SEMANTIC_SIMILARITY'}",
            ProviderDialect::Cohere, "m",
            "{'model':'m','texts':['a'],'input_type':'search_document','embedding_types':['float']"
            "}",
            "taskType");
    }

    static void ollamaRows()
    {
        const ClientDialect ollama = ClientDialect::Ollama;
        row("Ollama keeps all", ollama, "embed",
            "{'model':'x','input':'a','truncate':false,'dimensions':8,'options':{'num_ctx':9},"
            "'keep_alive':'5m'}",
            ProviderDialect::Ollama, "m",
            "{'model':'m','input':['a'],'truncate':false,'dimensions':8,'options':{'num_ctx':9},"
            "'keep_alive':'5m'}");
        row("Ollama to OpenAI", ollama, "embed",
            "{'input':['a','b'],'truncate':true,'options':{'num_ctx':9},'keep_alive':'5m'}",
            ProviderDialect::OpenAi, "m", "{'model':'m','input':['a','b']}",
            "truncate options keep_alive");
        row("the older way to Gemini", ollama, "embeddings",
            "{'model':'x','prompt':'a','options':{},'keep_alive':null}", ProviderDialect::Gemini,
            "g", "{'model':'models/g','content':{'parts':[{'text':'a'}]}}");
    }
};

QTEST_GUILESS_MAIN(EmbeddingRequestsTest)
#include "tst_EmbeddingRequests.moc"
