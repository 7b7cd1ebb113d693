<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Leaks;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Dictionary;
use ReflectionFunction;
use ReflectionObject;
use Throwable;

/**
 * What print_r and var_dump show of a value, with all that hangs on it, each object once: they ask __debugInfo, look into
 * closures, and know no private property. Of what the tests themselves put there, and of the words
 * of the dictionary, nothing.
 */
final class Dumper
{
    private const OURS = 'Modules\ModuleSecurityChecklist\Lib\\';
    /** What stands in the place of one of our adapters (PHPUnit). */
    private const STUB = 'Mock_';
    private const DEEPEST = 40;

    /** @var array<int, object> by id; held, so that no id is given twice */
    private array $seen = [];

    /**
     * @param mixed $value
     */
    public function dump($value, int $depth = 0): string
    {
        if (is_string($value)) {
            return "'$value'";
        }
        if ($depth > self::DEEPEST) {
            return '…';
        }
        if (is_array($value)) {
            return $this->all($value, $depth);
        }
        return is_object($value) ? $this->object($value, $depth) : (string) json_encode($value);
    }

    /**
     * A trace as those see it who have it with its arguments.
     */
    public function trace(Throwable $thrown): string
    {
        $text = $thrown->getTraceAsString();
        foreach ($thrown->getTrace() as $frame) {
            $class = $frame['class'] ?? '';
            if (strncmp($class, self::OURS, strlen(self::OURS)) === 0 || strncmp($class, self::STUB, strlen(self::STUB)) === 0) {
                $text .= "\n" . $frame['function'] . ' ' . $this->dump($frame['args'] ?? []);
            }
        }
        $before = $thrown->getPrevious();
        return $before === null ? $text : $text . "\n" . $before->getMessage() . "\n" . $this->trace($before);
    }

    /**
     * @param array<mixed> $values
     */
    private function all(array $values, int $depth): string
    {
        $text = '[';
        foreach ($values as $key => $value) {
            $text .= "'$key' => " . $this->dump($value, $depth + 1) . "\n";
        }
        return $text . ']';
    }

    private function object(object $object, int $depth): string
    {
        if (isset($this->seen[spl_object_id($object)])) {
            return '*';
        }
        $this->seen[spl_object_id($object)] = $object;
        if ($object instanceof Closure) {
            $closure = new ReflectionFunction($object);
            return 'Closure ' . $this->all([$closure->getClosureThis(), $closure->getStaticVariables()], $depth);
        }
        $isOurs = strncmp(get_class($object), self::OURS, strlen(self::OURS)) === 0;
        if (!$isOurs || $object instanceof Dictionary) {
            return get_class($object);
        }
        if (method_exists($object, '__debugInfo')) {
            return get_class($object) . $this->all((array) $object->__debugInfo(), $depth);
        }
        $values = [];
        foreach ((new ReflectionObject($object))->getProperties() as $property) {
            $property->setAccessible(true);
            if ($property->isInitialized($object)) {
                $values[$property->getName()] = $property->getValue($object);
            }
        }
        return get_class($object) . $this->all($values, $depth);
    }
}
