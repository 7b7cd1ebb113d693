<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

use DateTimeImmutable;
use Modules\ModuleSecurityChecklist\Lib\Secrets\About;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;
use stdClass;

/**
 * Fields of one JSON object: exactly the named ones, each taken with its type and bounds. Whatever does not fit is refused
 * with the name of its field. Lengths are in characters.
 */
final class Fields
{
    private const ID = '/\A[a-z0-9-]{1,64}\z/';
    private const VISIBLE = '/[^\p{Z}\p{Cc}\p{Cf}]/u';
    /** As JavaScript writes it and as DATE_ATOM does. */
    private const TIME = '/\A(\d{4})-(\d\d)-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?'
        . '(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)\z/';

    /** @var array<mixed> */
    private array $values;
    private string $path;

    /**
     * @param list<string> $names    all of them have to be there, and no others
     * @param string       $path     of this object, for errors: `score.`
     * @param list<string> $optional may be there; nobody looks at them
     *
     * @throws Refused
     */
    public function __construct(stdClass $object, array $names, string $path = '', array $optional = [])
    {
        $this->values = array_diff_key(get_object_vars($object), array_flip($optional));
        $this->path = $path;
        foreach ($names as $name) {
            if (!array_key_exists($name, $this->values)) {
                throw $this->unfit($name);
            }
        }
        if (count($this->values) !== count($names)) {
            throw Refused::unknownField();
        }
    }

    /**
     * Id of a check, question or the like.
     */
    public function id(string $name): string
    {
        return $this->matching($name, self::ID);
    }

    /**
     * @template T of string
     *
     * @param list<T> $choices
     *
     * @return T
     */
    public function oneOf(string $name, array $choices): string
    {
        foreach ($choices as $choice) {
            if ($this->values[$name] === $choice) {
                return $choice;
            }
        }
        throw $this->unfit($name);
    }

    /**
     * One line without control characters; may be empty.
     *
     * @param int<1, 1000> $most
     */
    public function line(string $name, int $most): string
    {
        return $this->matching($name, '/\A\P{Cc}{0,' . $most . '}\z/u');
    }

    /**
     * Lines without control characters; may be empty.
     *
     * @param int<1, 4000> $most
     */
    public function lines(string $name, int $most): string
    {
        return $this->matching($name, '/\A[\P{Cc}\n]{0,' . $most . '}\z/u');
    }

    /**
     * Such a text with something to see in it.
     *
     * @param string $text as `line` or `lines` gave it
     */
    public function visible(string $name, string $text): string
    {
        if (preg_match(self::VISIBLE, $text) !== 1) {
            throw $this->unfit($name);
        }
        return $text;
    }

    /**
     * @param string $pattern of the whole text
     */
    public function text(string $name, string $pattern): string
    {
        return $this->matching($name, $pattern);
    }

    public function truth(string $name): bool
    {
        $value = $this->values[$name];
        if (!is_bool($value)) {
            throw $this->unfit($name);
        }
        return $value;
    }

    public function isNull(string $name): bool
    {
        return $this->values[$name] === null;
    }

    public function number(string $name, int $least, int $most): int
    {
        $value = $this->values[$name];
        if (!is_int($value) || $value < $least || $value > $most) {
            throw $this->unfit($name);
        }
        return $value;
    }

    /**
     * ISO 8601 with offset.
     */
    public function time(string $name): DateTimeImmutable
    {
        $value = $this->values[$name];
        $isTime = is_string($value) && preg_match(self::TIME, $value, $found) === 1
            && checkdate((int) $found[2], (int) $found[3], (int) $found[1]);
        if (!$isTime) {
            throw $this->unfit($name);
        }
        return new DateTimeImmutable($value);
    }

    /**
     * A typed password of one character or more.
     *
     * @param int<1, 1000> $most
     */
    public function secret(string $name, int $most): Secret
    {
        return new Secret($this->matching($name, '/\A\P{Cc}{1,' . $most . '}\z/u'), new About(), 0);
    }

    /**
     * An object as it came, for somebody else to read.
     */
    public function object(string $name): stdClass
    {
        $value = $this->values[$name];
        if (!$value instanceof stdClass) {
            throw $this->unfit($name);
        }
        return $value;
    }

    /**
     * An object; null: something else.
     *
     * @param list<string> $names
     * @param list<string> $optional
     */
    public function childOrNull(string $name, array $names, array $optional = []): ?self
    {
        $value = $this->values[$name];
        return $value instanceof stdClass ? new self($value, $names, $this->path . $name . '.', $optional) : null;
    }

    /**
     * Texts, each one matching.
     *
     * @return list<string>
     */
    public function list(string $name, string $pattern, int $least, int $most): array
    {
        $value = $this->values[$name];
        if (!is_array($value) || count($value) < $least || count($value) > $most) {
            throw $this->unfit($name);
        }
        $texts = [];
        foreach ($value as $text) {
            if (!is_string($text) || preg_match($pattern, $text) !== 1) {
                throw $this->unfit($name);
            }
            $texts[] = $text;
        }
        return $texts;
    }

    /**
     * Numbers, each within bounds.
     *
     * @return list<int>
     */
    public function numbers(string $name, int $least, int $most, int $fewest, int $mostOfThem): array
    {
        $value = $this->values[$name];
        if (!is_array($value) || count($value) < $fewest || count($value) > $mostOfThem) {
            throw $this->unfit($name);
        }
        $numbers = [];
        foreach ($value as $number) {
            if (!is_int($number) || $number < $least || $number > $most) {
                throw $this->unfit($name);
            }
            $numbers[] = $number;
        }
        return $numbers;
    }

    /**
     * Truths by key.
     *
     * @param string $keys pattern of the keys
     *
     * @return array<string, bool>
     */
    public function truths(string $name, string $keys, int $least, int $most): array
    {
        $value = $this->values[$name];
        $pairs = $value instanceof stdClass ? get_object_vars($value) : [];
        if (count($pairs) < $least || count($pairs) > $most) {
            throw $this->unfit($name);
        }
        $truths = [];
        foreach ($pairs as $key => $truth) {
            if (!is_bool($truth) || preg_match($keys, (string) $key) !== 1) {
                throw $this->unfit($name);
            }
            $truths[(string) $key] = $truth;
        }
        return $truths;
    }

    /**
     * A list of objects whose fields depend on one of them.
     *
     * @param array<string, list<string>> $names    by the value of the field `$by`, which has to be among them
     * @param list<string>                $optional
     *
     * @return list<self>
     */
    public function eachVariant(string $name, string $by, array $names, array $optional, int $least, int $most): array
    {
        $value = $this->values[$name];
        if (!is_array($value) || count($value) < $least || count($value) > $most) {
            throw $this->unfit($name);
        }
        $each = [];
        foreach (array_values($value) as $place => $object) {
            $at = $name . '[' . $place . ']';
            $kind = $object instanceof stdClass ? get_object_vars($object)[$by] ?? null : null;
            if (!$object instanceof stdClass || !is_string($kind) || !isset($names[$kind])) {
                throw $this->unfit("$at.$by");
            }
            $each[] = new self($object, $names[$kind], $this->path . $at . '.', $optional);
        }
        return $each;
    }

    /**
     * An object whose fields depend on one of them.
     *
     * @param array<string, list<string>> $names by the value of the field `$by`, which has to be among them
     */
    public function variant(string $name, string $by, array $names): self
    {
        $value = $this->values[$name];
        if (!$value instanceof stdClass) {
            throw $this->unfit($name);
        }
        $kind = get_object_vars($value)[$by] ?? null;
        if (!is_string($kind) || !isset($names[$kind])) {
            throw $this->unfit($name . '.' . $by);
        }
        return new self($value, $names[$kind], $this->path . $name . '.');
    }

    /**
     * A list of objects.
     *
     * @param list<string> $names of the fields of each
     *
     * @return list<self>
     */
    public function each(string $name, array $names, int $most): array
    {
        $value = $this->values[$name];
        if (!is_array($value) || count($value) > $most) {
            throw $this->unfit($name);
        }
        $each = [];
        foreach (array_values($value) as $place => $object) {
            $at = $name . '[' . $place . ']';
            if (!$object instanceof stdClass) {
                throw $this->unfit($at);
            }
            $each[] = new self($object, $names, $this->path . $at . '.');
        }
        return $each;
    }

    /**
     * An object of texts whose keys are not known beforehand.
     *
     * @param string $keys   pattern of every key: begins with a letter, so that no key becomes a number
     * @param string $values pattern of every value
     *
     * @return array<string, string>
     */
    public function texts(string $name, string $keys, string $values, int $most): array
    {
        $value = $this->values[$name];
        $pairs = $value instanceof stdClass ? get_object_vars($value) : null;
        if ($pairs === null || count($pairs) > $most) {
            throw $this->unfit($name);
        }
        $texts = [];
        foreach ($pairs as $key => $text) {
            $key = (string) $key;
            if (!is_string($text) || preg_match($keys, $key) !== 1 || preg_match($values, $text) !== 1) {
                throw $this->unfit($name);
            }
            $texts[$key] = $text;
        }
        return $texts;
    }

    /**
     * There may be a password among them.
     *
     * @return array<string, string>
     */
    public function __debugInfo(): array
    {
        return ['path' => $this->path];
    }

    private function matching(string $name, string $pattern): string
    {
        $value = $this->values[$name];
        if (!is_string($value) || preg_match($pattern, $value) !== 1) {
            throw $this->unfit($name);
        }
        return $value;
    }

    /**
     * For what only its reader can judge.
     */
    public function unfit(string $name): Refused
    {
        return Refused::invalid($this->path . $name);
    }
}
