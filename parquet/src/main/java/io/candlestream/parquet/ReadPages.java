package io.candlestream.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.MessageType;
import org.xerial.snappy.Snappy;

/** The pages of one column in one group of rows, as {@link ColumnPages} wrote them. */
final class ReadPages implements PageReader {
    private final long values;
    private final Queue<DataPage> data = new ArrayDeque<>();
    private final Queue<DictionaryPage> dictionary = new ArrayDeque<>();

    private ReadPages(long values) {
        this.values = values;
    }

    static ReadPages of(byte[] file, ColumnMetaData column, MessageType schema) throws IOException {
        long start = column.isSetDictionary_page_offset()
                ? column.getDictionary_page_offset()
                : column.getData_page_offset();
        ByteArrayInputStream in = new ByteArrayInputStream(file, (int) start, (int) column.getTotal_compressed_size());
        Statistics<?> none =
                Statistics.createStats(schema.getType(column.getPath_in_schema().get(0)));
        ReadPages pages = new ReadPages(column.getNum_values());
        while (in.available() > 0) {
            PageHeader header = Util.readPageHeader(in);
            pages.add(header, Snappy.uncompress(in.readNBytes(header.getCompressed_page_size())), none);
        }
        return pages;
    }

    private void add(PageHeader header, byte[] plain, Statistics<?> none) {
        BytesInput bytes = BytesInput.from(plain);
        if (header.getType() == PageType.DICTIONARY_PAGE) {
            DictionaryPageHeader about = header.getDictionary_page_header();
            dictionary.add(new DictionaryPage(bytes, about.getNum_values(), encoding(about.getEncoding())));
        } else {
            DataPageHeader about = header.getData_page_header();
            data.add(new DataPageV1(
                    bytes,
                    about.getNum_values(),
                    plain.length,
                    none,
                    encoding(about.getRepetition_level_encoding()),
                    encoding(about.getDefinition_level_encoding()),
                    encoding(about.getEncoding())));
        }
    }

    private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
        return Encoding.valueOf(encoding.name());
    }

    /** A group of {@code rows} whose columns have these pages, by name. */
    static PageReadStore store(Map<String, ReadPages> columns, long rows) {
        return new PageReadStore() {
            @Override
            public PageReader getPageReader(ColumnDescriptor column) {
                return columns.get(column.getPath()[0]);
            }

            @Override
            public long getRowCount() {
                return rows;
            }
        };
    }

    /** Parquet's interface wants null where there is none. */
    @Override
    public DictionaryPage readDictionaryPage() {
        return dictionary.poll();
    }

    @Override
    public long getTotalValueCount() {
        return values;
    }

    @Override
    public DataPage readPage() {
        return data.poll();
    }
}
