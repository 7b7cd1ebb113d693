<?php

/**
 * The names of Phalcon that the module uses, with the signatures that versions 4 and 5 share: for the static analysis, and
 * for tests of what answers hooks.
 */

declare(strict_types=1);

namespace Phalcon\Di {
    interface DiInterface
    {
        /** @return mixed */
        public function getShared(string $name);

        /**
         * @param mixed $definition
         */
        public function setShared(string $name, $definition): ServiceInterface;

        public function remove(string $name): void;

        public function getService(string $name): ServiceInterface;

        /**
         * @param array<mixed>|null $parameters
         *
         * @return mixed
         */
        public function get(string $name, $parameters = null);
    }

    interface ServiceInterface
    {
        /** Was it asked for already? */
        public function isResolved(): bool;
    }

    /** Since Phalcon 5. */
    class Di
    {
        private static ?DiInterface $default = null;

        public static function getDefault(): ?DiInterface
        {
            return self::$default;
        }

        public static function setDefault(DiInterface $container): void
        {
            self::$default = $container;
        }

        public static function reset(): void
        {
            self::$default = null;
        }
    }
}

namespace Phalcon\Db\Adapter {
    interface AdapterInterface
    {
        public function begin(): bool;

        public function commit(): bool;

        public function rollback(): bool;

        /**
         * @param array<mixed> $placeholders
         *
         * @return string|bool
         */
        public function fetchColumn(string $sqlQuery, array $placeholders = []);
    }
}

namespace Phalcon {
    /** Until Phalcon 4. */
    class Di
    {
        public static function getDefault(): ?Di\DiInterface
        {
            return null;
        }
    }
}

namespace Phalcon\Mvc {
    /**
     * @property \Phalcon\Assets\Manager $assets
     * @property \Phalcon\Http\RequestInterface $request
     * @property View                    $view
     */
    class Controller
    {
    }

    class Dispatcher
    {
        /** @return string|null in CamelCase */
        public function getControllerName()
        {
            return null;
        }

        /** @return string|null */
        public function getModuleName()
        {
            return null;
        }

        /** @return string|null */
        public function getNamespaceName()
        {
            return null;
        }
    }

    class View
    {
        public function pick(string $renderView): void
        {
        }
    }

    class Router
    {
        /** @return array<mixed> */
        public function getParams(): array
        {
            return [];
        }
    }

    class Micro
    {
        public function getRouter(): Router
        {
            return new Router();
        }
    }
}

namespace Phalcon\Assets {
    class Collection
    {
        /** @param mixed $local */
        public function addCss(string $path, $local = null): self
        {
            return $this;
        }

        /**
         * Nothing where this path is there already.
         *
         * @param mixed                 $local
         * @param array<string, string> $attributes
         */
        public function addJs(string $path, $local = null, bool $filter = true, $attributes = []): self
        {
            return $this;
        }
    }

    class Manager
    {
        public function collection(string $name): Collection
        {
            return new Collection();
        }
    }
}

namespace Phalcon\Http {
    interface RequestInterface
    {
    }
}
