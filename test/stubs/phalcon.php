<?php

/**
 * The names of Phalcon that the module uses, with the signatures that versions 4 and 5 share. Only for the static
 * analysis.
 */

declare(strict_types=1);

namespace Phalcon\Di {
    interface DiInterface
    {
        /** @return mixed */
        public function getShared(string $name);

        /**
         * @param array<mixed>|null $parameters
         *
         * @return mixed
         */
        public function get(string $name, $parameters = null);
    }

    /** Since Phalcon 5. */
    class Di
    {
        public static function getDefault(): ?DiInterface
        {
            return null;
        }
    }
}

namespace Phalcon\Db\Adapter {
    interface AdapterInterface
    {
        public function begin(): bool;

        public function commit(): bool;

        public function rollback(): bool;
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

        /** @param mixed $local */
        public function addJs(string $path, $local = null): self
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
