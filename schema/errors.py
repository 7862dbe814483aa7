"""The errors of every layer: a small tree whose leaves carry a code that callers may rely on."""


class GuanxiError(Exception):
    """Something the caller can be told about, with a stable `code`."""

    code = "INTERNAL"


class InputError(GuanxiError):
    """What was handed in is wrong; the caller can mend it."""

    code = "BAD_INPUT"


class OntologyError(GuanxiError):
    """A kind file is faulty; the message names the file, the key and the reason."""

    code = "BAD_ONTOLOGY"


class ValueFormatError(InputError):
    """A text is not the value it was taken for, such as a sum of money."""

    code = "BAD_VALUE"


class MoneyError(ValueFormatError):
    code = "BAD_MONEY"


class DateError(ValueFormatError):
    code = "BAD_DATE"


class ShareError(ValueFormatError):
    code = "BAD_SHARE"


class NumberError(ValueFormatError):
    code = "BAD_NUMBER"


class ArticleError(InputError):
    """An article cannot be read: empty, binary, over-long or in another encoding or language."""

    code = "BAD_ARTICLE"


class EmptyArticleError(ArticleError):
    code = "EMPTY_ARTICLE"


class BinaryArticleError(ArticleError):
    code = "BINARY_ARTICLE"


class ArticleTooLongError(ArticleError):
    code = "ARTICLE_TOO_LONG"


class EncodingError(ArticleError):
    code = "BAD_ENCODING"


class LanguageError(ArticleError):
    code = "UNSUPPORTED_LANGUAGE"


class ContractError(InputError):
    """A JSON object does not follow the extraction contract."""

    code = "BAD_EXTRACTION"


class StoreError(GuanxiError):
    """The store could not do what it was asked."""

    code = "STORE_FAILED"


class StoreAddressError(StoreError):
    code = "BAD_STORE_ADDRESS"


class StoreUnavailableError(StoreError):
    code = "STORE_UNAVAILABLE"


class StoreCorruptError(StoreError):
    code = "STORE_CORRUPT"


class StoreVersionError(StoreError):
    """The store was written by another version of guanxi."""

    code = "STORE_VERSION"


class NotFoundError(GuanxiError):
    """No record has this id."""

    code = "NOT_FOUND"


class CursorError(InputError):
    code = "BAD_CURSOR"


class LimitError(InputError):
    """A question asks for more than the service answers at once."""

    code = "LIMIT_EXCEEDED"


class SettingsError(InputError):
    code = "BAD_SETTING"


class WorkerError(GuanxiError):
    """The process that reads articles failed or is not there."""

    code = "WORKER_FAILED"


class ForbiddenError(GuanxiError):
    """The caller may not do this."""

    code = "FORBIDDEN"
